target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_entry(ptr noalias %frame, ptr noalias %host) nounwind "min-legal-vector-width"="256" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6 = alloca i64
  %v7 = alloca i64
  %v8 = alloca i64
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca double
  %v12 = alloca i64
  %v13 = alloca i64
  %v14 = alloca i64
  %v15 = alloca double
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i1
  %v21 = alloca i1
  %v22 = alloca i1
  %v23 = alloca i1
  %v24 = alloca i1
  %v25 = alloca i1
  %v26 = alloca i64
  %v27 = alloca i64
  %v28 = alloca double
  %v29 = alloca i64
  %v30 = alloca i64
  %v31 = alloca i64
  %v32 = alloca i64
  %v33 = alloca i1
  %v34 = alloca i1
  %v35 = alloca i1
  %v36 = alloca i1
  %v37 = alloca i1
  %v38 = alloca i1
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures38 = alloca [3 x i64]
  %s33 = alloca i1
  %s23 = alloca i1
  %s10 = alloca i64
  %s34 = alloca i1
  %s24 = alloca i1
  %s12 = alloca i64
  %s35 = alloca i1
  %s25 = alloca i1
  %s11 = alloca double
  %s9 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s8 = alloca i64
  %s36 = alloca i1
  %s37 = alloca i1
  %s38 = alloca i1
  %t1 = getelementptr i64, ptr %frame, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %frame, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %frame, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  store i1 true, ptr %v33
  store i1 true, ptr %v34
  store i1 true, ptr %v35
  store i1 true, ptr %v36
  store i1 true, ptr %v37
  store i1 true, ptr %v38
  %t23 = load ptr, ptr %v0
  store ptr %t23, ptr %s0
  %t24 = load i64, ptr %v1
  store i64 %t24, ptr %s1
  %t25 = load ptr, ptr %v2
  store ptr %t25, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v6
  store i64 1, ptr %v7
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  store i64 %t28, ptr %v8
  store i64 0, ptr %v9
  store i64 0, ptr %v10
  store i1 false, ptr %v23
  store i64 0, ptr %v12
  store i1 false, ptr %v24
  store double 0x0000000000000000, ptr %v11
  store i1 false, ptr %v25
  store i64 0, ptr %v9
  %t29 = load i64, ptr %v0.len
  %t30 = call i64 @llvm.smax.i64(i64 %t29, i64 0)
  %t31 = icmp sge i64 %t30, 4
  br label %head4
head4:
  br i1 %t31, label %long4, label %short4
long4:
  %t32 = load i64, ptr %v9
  %t33 = load i64, ptr %v0.len
  %t34 = call i64 @llvm.smax.i64(i64 %t33, i64 0)
  %t35 = add i64 %t34, -1
  %t36 = load i64, ptr %v2.len
  %t37 = call i64 @llvm.smin.i64(i64 %t35, i64 %t36)
  %t39 = sub i64 %t37, %t32
  %t40 = icmp sge i64 %t39, 4
  br i1 %t40, label %strips38, label %scalar38
strips38:
  %t41 = load ptr, ptr %v0
  %t42 = getelementptr i64, ptr %captures38, i64 0
  store ptr %t41, ptr %t42
  %t43 = load i64, ptr %v1
  %t44 = getelementptr i64, ptr %captures38, i64 1
  store i64 %t43, ptr %t44
  %t45 = load ptr, ptr %v2
  %t46 = getelementptr i64, ptr %captures38, i64 2
  store ptr %t45, ptr %t46
  %t47 = getelementptr i8, ptr %host, i64 40
  %t48 = load ptr, ptr %t47
  %t49 = call i64 %t48(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures38, i64 %t32, i64 %t37, i64 %t37, ptr null, i64 0)
  store i64 %t49, ptr %v9
  %t50 = getelementptr i8, ptr %host, i64 16
  %t51 = load i64, ptr %t50
  store i64 %t51, ptr %countdown
  br label %scalar38
scalar38:
  %t52 = load i64, ptr %v9
  %t53 = icmp eq i64 %t32, %t52
  %t54 = load i1, ptr %v33
  %t55 = and i1 %t54, %t53
  store i1 %t55, ptr %v33
  %t56 = load i1, ptr %v34
  %t57 = and i1 %t56, %t53
  store i1 %t57, ptr %v34
  %t58 = load i1, ptr %v35
  %t59 = and i1 %t58, %t53
  store i1 %t59, ptr %v35
  %t60 = load i1, ptr %v36
  %t61 = and i1 %t60, %t53
  store i1 %t61, ptr %v36
  %t62 = load i1, ptr %v37
  %t63 = and i1 %t62, %t53
  store i1 %t63, ptr %v37
  %t64 = load i1, ptr %v38
  %t65 = and i1 %t64, %t53
  store i1 %t65, ptr %v38
  br label %short4
short4:
  %t66 = load ptr, ptr %v0
  store ptr %t66, ptr %s0
  %t67 = load i1, ptr %v33
  store i1 %t67, ptr %s33
  %t68 = load i1, ptr %v23
  store i1 %t68, ptr %s23
  %t69 = load i64, ptr %v10
  store i64 %t69, ptr %s10
  %t70 = load i1, ptr %v34
  store i1 %t70, ptr %s34
  %t71 = load i1, ptr %v24
  store i1 %t71, ptr %s24
  %t72 = load i64, ptr %v12
  store i64 %t72, ptr %s12
  %t73 = load i64, ptr %v1
  store i64 %t73, ptr %s1
  %t74 = load ptr, ptr %v2
  store ptr %t74, ptr %s2
  %t75 = load i1, ptr %v35
  store i1 %t75, ptr %s35
  %t76 = load i1, ptr %v25
  store i1 %t76, ptr %s25
  %t77 = load double, ptr %v11
  store double %t77, ptr %s11
  %t78 = load i64, ptr %v9
  store i64 %t78, ptr %s9
  %t79 = load i64, ptr %v6
  store i64 %t79, ptr %s6
  %t80 = load i64, ptr %v7
  store i64 %t80, ptr %s7
  %t81 = load i64, ptr %v8
  store i64 %t81, ptr %s8
  store i64 4, ptr %exit_id
  ; undo flags
  %t84 = load i64, ptr %countdown
  %t85 = sub i64 %t84, 1
  store i64 %t85, ptr %countdown
  %t86 = icmp slt i64 %t85, 0
  br i1 %t86, label %poll83, label %go83, !prof !1
poll83:
  %t87 = getelementptr i8, ptr %host, i64 24
  %t88 = load ptr, ptr %t87
  %t89 = call i64 %t88(ptr %host, ptr null, i64 0)
  %t90 = getelementptr i8, ptr %host, i64 16
  %t91 = load i64, ptr %t90
  store i64 %t91, ptr %countdown
  %t92 = icmp ne i64 %t89, 0
  br i1 %t92, label %fail, label %go83, !prof !1
go83:
  %t93 = load i64, ptr %v9
  %t94 = load i64, ptr %v0.len
  %t95 = call i64 @llvm.smax.i64(i64 %t94, i64 0)
  %t96 = icmp slt i64 %t93, %t95
  br i1 %t96, label %body4, label %end4, !prof !0
body4:
  %t97 = load i64, ptr %v9
  store i64 %t97, ptr %v10
  store i1 true, ptr %v36
  store i1 true, ptr %v33
  store double 0x0000000000000000, ptr %v11
  store i1 true, ptr %v38
  store i1 true, ptr %v35
  store i64 0, ptr %v12
  store i1 true, ptr %v37
  store i1 true, ptr %v34
  br label %next6
next6:
  %t98 = load ptr, ptr %v0
  store ptr %t98, ptr %s0
  %t99 = load i1, ptr %v36
  store i1 %t99, ptr %s36
  %t100 = load i64, ptr %v10
  store i64 %t100, ptr %s10
  %t101 = load i1, ptr %v37
  store i1 %t101, ptr %s37
  %t102 = load i64, ptr %v12
  store i64 %t102, ptr %s12
  %t103 = load i64, ptr %v1
  store i64 %t103, ptr %s1
  %t104 = load ptr, ptr %v2
  store ptr %t104, ptr %s2
  %t105 = load i1, ptr %v38
  store i1 %t105, ptr %s38
  %t106 = load double, ptr %v11
  store double %t106, ptr %s11
  %t107 = load i64, ptr %v9
  store i64 %t107, ptr %s9
  %t108 = load i64, ptr %v6
  store i64 %t108, ptr %s6
  %t109 = load i64, ptr %v7
  store i64 %t109, ptr %s7
  %t110 = load i64, ptr %v8
  store i64 %t110, ptr %s8
  store i64 5, ptr %exit_id
  ; undo flags
  %t113 = load i64, ptr %countdown
  %t114 = sub i64 %t113, 1
  store i64 %t114, ptr %countdown
  %t115 = icmp slt i64 %t114, 0
  br i1 %t115, label %poll112, label %go112, !prof !1
poll112:
  %t116 = getelementptr i8, ptr %host, i64 24
  %t117 = load ptr, ptr %t116
  %t118 = call i64 %t117(ptr %host, ptr null, i64 0)
  %t119 = getelementptr i8, ptr %host, i64 16
  %t120 = load i64, ptr %t119
  store i64 %t120, ptr %countdown
  %t121 = icmp ne i64 %t118, 0
  br i1 %t121, label %fail, label %go112, !prof !1
go112:
  %t122 = load double, ptr %v11
  %t123 = fcmp olt double %t122, 0x4010000000000000
  %t124 = load i64, ptr %v12
  %t125 = load i64, ptr %v1
  %t126 = icmp slt i64 %t124, %t125
  %t127 = and i1 %t123, %t126
  %t128 = xor i1 %t127, true
  br i1 %t128, label %then129, label %done129, !prof !1
then129:
  br label %end6
done129:
  %t130 = load i64, ptr %v9
  %t131 = load ptr, ptr %v0.data
  %t132 = getelementptr double, ptr %t131, i64 %t130
  %t133 = load double, ptr %t132
  store double %t133, ptr %v28
  %t134 = load double, ptr %v11
  %t135 = fmul double %t134, %t134
  %t136 = load double, ptr %v28
  %t137 = fadd double %t135, %t136
  store double %t137, ptr %v11
  %t138 = load i64, ptr %v12
  %t139 = add i64 %t138, 1
  store i64 %t139, ptr %v12
  br label %next6
end6:
  br label %end7
end7:
  %t140 = load ptr, ptr %v0
  store ptr %t140, ptr %s0
  %t141 = load i1, ptr %v36
  store i1 %t141, ptr %s36
  %t142 = load i64, ptr %v10
  store i64 %t142, ptr %s10
  %t143 = load i1, ptr %v37
  store i1 %t143, ptr %s37
  %t144 = load i64, ptr %v12
  store i64 %t144, ptr %s12
  %t145 = load i64, ptr %v1
  store i64 %t145, ptr %s1
  %t146 = load ptr, ptr %v2
  store ptr %t146, ptr %s2
  %t147 = load i1, ptr %v38
  store i1 %t147, ptr %s38
  %t148 = load double, ptr %v11
  store double %t148, ptr %s11
  %t149 = load i64, ptr %v9
  store i64 %t149, ptr %s9
  %t150 = load i64, ptr %v6
  store i64 %t150, ptr %s6
  %t151 = load i64, ptr %v7
  store i64 %t151, ptr %s7
  %t152 = load i64, ptr %v8
  store i64 %t152, ptr %s8
  store i64 6, ptr %exit_id
  ; undo flags
  %t154 = load i64, ptr %v9
  %t155 = load i64, ptr %v2.len
  %t156 = icmp slt i64 %t154, %t155
  br i1 %t156, label %good157, label %fail, !prof !0
good157:
  %t158 = load i64, ptr %v9
  %t159 = load ptr, ptr %v2.data
  %t160 = getelementptr i64, ptr %t159, i64 %t158
  %t161 = load i64, ptr %v12
  store i64 %t161, ptr %t160
  store i1 true, ptr %v23
  store i1 true, ptr %v24
  store i1 true, ptr %v25
  br label %next4
next4:
  %t162 = load i64, ptr %v9
  %t163 = add nsw i64 %t162, 1
  store i64 %t163, ptr %v9
  br label %head4
end4:
  br label %end5
end5:
  %t164 = load ptr, ptr %v0
  store ptr %t164, ptr %s0
  %t165 = load i1, ptr %v33
  store i1 %t165, ptr %s33
  %t166 = load i1, ptr %v23
  store i1 %t166, ptr %s23
  %t167 = load i64, ptr %v10
  store i64 %t167, ptr %s10
  %t168 = load i1, ptr %v34
  store i1 %t168, ptr %s34
  %t169 = load i1, ptr %v24
  store i1 %t169, ptr %s24
  %t170 = load i64, ptr %v12
  store i64 %t170, ptr %s12
  %t171 = load i64, ptr %v1
  store i64 %t171, ptr %s1
  %t172 = load ptr, ptr %v2
  store ptr %t172, ptr %s2
  %t173 = load i1, ptr %v35
  store i1 %t173, ptr %s35
  %t174 = load i1, ptr %v25
  store i1 %t174, ptr %s25
  %t175 = load double, ptr %v11
  store double %t175, ptr %s11
  store i64 7, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t177 = load i64, ptr %exit_id
  switch i64 %t177, label %nowhere [ i64 0, label %exit0 i64 4, label %exit4 i64 5, label %exit5 i64 6, label %exit6 i64 7, label %exit7 ]
nowhere:
  unreachable
exit0:
  %t178 = load ptr, ptr %s0
  %t179 = getelementptr i64, ptr %frame, i64 0
  store ptr %t178, ptr %t179
  %t180 = load i64, ptr %s1
  %t181 = getelementptr i64, ptr %frame, i64 1
  store i64 %t180, ptr %t181
  %t182 = load ptr, ptr %s2
  %t183 = getelementptr i64, ptr %frame, i64 2
  store ptr %t182, ptr %t183
  ret i64 1
exit4:
  %t184 = load ptr, ptr %s0
  %t185 = getelementptr i64, ptr %frame, i64 0
  store ptr %t184, ptr %t185
  %t186 = load i1, ptr %s33
  %t187 = getelementptr i64, ptr %frame, i64 1
  %t188 = zext i1 %t186 to i64
  store i64 %t188, ptr %t187
  %t189 = load i1, ptr %s23
  %t190 = getelementptr i64, ptr %frame, i64 2
  %t191 = zext i1 %t189 to i64
  store i64 %t191, ptr %t190
  %t192 = load i64, ptr %s10
  %t193 = getelementptr i64, ptr %frame, i64 3
  store i64 %t192, ptr %t193
  %t194 = load i1, ptr %s34
  %t195 = getelementptr i64, ptr %frame, i64 4
  %t196 = zext i1 %t194 to i64
  store i64 %t196, ptr %t195
  %t197 = load i1, ptr %s24
  %t198 = getelementptr i64, ptr %frame, i64 5
  %t199 = zext i1 %t197 to i64
  store i64 %t199, ptr %t198
  %t200 = load i64, ptr %s12
  %t201 = getelementptr i64, ptr %frame, i64 6
  store i64 %t200, ptr %t201
  %t202 = load i64, ptr %s1
  %t203 = getelementptr i64, ptr %frame, i64 7
  store i64 %t202, ptr %t203
  %t204 = load ptr, ptr %s2
  %t205 = getelementptr i64, ptr %frame, i64 8
  store ptr %t204, ptr %t205
  %t206 = load i1, ptr %s35
  %t207 = getelementptr i64, ptr %frame, i64 9
  %t208 = zext i1 %t206 to i64
  store i64 %t208, ptr %t207
  %t209 = load i1, ptr %s25
  %t210 = getelementptr i64, ptr %frame, i64 10
  %t211 = zext i1 %t209 to i64
  store i64 %t211, ptr %t210
  %t212 = load double, ptr %s11
  %t213 = getelementptr i64, ptr %frame, i64 11
  store double %t212, ptr %t213
  %t214 = load i64, ptr %s9
  %t215 = getelementptr i64, ptr %frame, i64 12
  store i64 %t214, ptr %t215
  %t216 = load i64, ptr %s6
  %t217 = getelementptr i64, ptr %frame, i64 13
  store i64 %t216, ptr %t217
  %t218 = load i64, ptr %s7
  %t219 = getelementptr i64, ptr %frame, i64 14
  store i64 %t218, ptr %t219
  %t220 = load i64, ptr %s8
  %t221 = getelementptr i64, ptr %frame, i64 15
  store i64 %t220, ptr %t221
  ret i64 5
exit5:
  %t222 = load ptr, ptr %s0
  %t223 = getelementptr i64, ptr %frame, i64 0
  store ptr %t222, ptr %t223
  %t224 = load i1, ptr %s36
  %t225 = getelementptr i64, ptr %frame, i64 1
  %t226 = zext i1 %t224 to i64
  store i64 %t226, ptr %t225
  %t227 = load i64, ptr %s10
  %t228 = getelementptr i64, ptr %frame, i64 2
  store i64 %t227, ptr %t228
  %t229 = load i1, ptr %s37
  %t230 = getelementptr i64, ptr %frame, i64 3
  %t231 = zext i1 %t229 to i64
  store i64 %t231, ptr %t230
  %t232 = load i64, ptr %s12
  %t233 = getelementptr i64, ptr %frame, i64 4
  store i64 %t232, ptr %t233
  %t234 = load i64, ptr %s1
  %t235 = getelementptr i64, ptr %frame, i64 5
  store i64 %t234, ptr %t235
  %t236 = load ptr, ptr %s2
  %t237 = getelementptr i64, ptr %frame, i64 6
  store ptr %t236, ptr %t237
  %t238 = load i1, ptr %s38
  %t239 = getelementptr i64, ptr %frame, i64 7
  %t240 = zext i1 %t238 to i64
  store i64 %t240, ptr %t239
  %t241 = load double, ptr %s11
  %t242 = getelementptr i64, ptr %frame, i64 8
  store double %t241, ptr %t242
  %t243 = load i64, ptr %s9
  %t244 = getelementptr i64, ptr %frame, i64 9
  store i64 %t243, ptr %t244
  %t245 = load i64, ptr %s6
  %t246 = getelementptr i64, ptr %frame, i64 10
  store i64 %t245, ptr %t246
  %t247 = load i64, ptr %s7
  %t248 = getelementptr i64, ptr %frame, i64 11
  store i64 %t247, ptr %t248
  %t249 = load i64, ptr %s8
  %t250 = getelementptr i64, ptr %frame, i64 12
  store i64 %t249, ptr %t250
  ret i64 6
exit6:
  %t251 = load ptr, ptr %s0
  %t252 = getelementptr i64, ptr %frame, i64 0
  store ptr %t251, ptr %t252
  %t253 = load i1, ptr %s36
  %t254 = getelementptr i64, ptr %frame, i64 1
  %t255 = zext i1 %t253 to i64
  store i64 %t255, ptr %t254
  %t256 = load i64, ptr %s10
  %t257 = getelementptr i64, ptr %frame, i64 2
  store i64 %t256, ptr %t257
  %t258 = load i1, ptr %s37
  %t259 = getelementptr i64, ptr %frame, i64 3
  %t260 = zext i1 %t258 to i64
  store i64 %t260, ptr %t259
  %t261 = load i64, ptr %s12
  %t262 = getelementptr i64, ptr %frame, i64 4
  store i64 %t261, ptr %t262
  %t263 = load i64, ptr %s1
  %t264 = getelementptr i64, ptr %frame, i64 5
  store i64 %t263, ptr %t264
  %t265 = load ptr, ptr %s2
  %t266 = getelementptr i64, ptr %frame, i64 6
  store ptr %t265, ptr %t266
  %t267 = load i1, ptr %s38
  %t268 = getelementptr i64, ptr %frame, i64 7
  %t269 = zext i1 %t267 to i64
  store i64 %t269, ptr %t268
  %t270 = load double, ptr %s11
  %t271 = getelementptr i64, ptr %frame, i64 8
  store double %t270, ptr %t271
  %t272 = load i64, ptr %s9
  %t273 = getelementptr i64, ptr %frame, i64 9
  store i64 %t272, ptr %t273
  %t274 = load i64, ptr %s6
  %t275 = getelementptr i64, ptr %frame, i64 10
  store i64 %t274, ptr %t275
  %t276 = load i64, ptr %s7
  %t277 = getelementptr i64, ptr %frame, i64 11
  store i64 %t276, ptr %t277
  %t278 = load i64, ptr %s8
  %t279 = getelementptr i64, ptr %frame, i64 12
  store i64 %t278, ptr %t279
  ret i64 7
exit7:
  %t280 = load ptr, ptr %s0
  %t281 = getelementptr i64, ptr %frame, i64 0
  store ptr %t280, ptr %t281
  %t282 = load i1, ptr %s33
  %t283 = getelementptr i64, ptr %frame, i64 1
  %t284 = zext i1 %t282 to i64
  store i64 %t284, ptr %t283
  %t285 = load i1, ptr %s23
  %t286 = getelementptr i64, ptr %frame, i64 2
  %t287 = zext i1 %t285 to i64
  store i64 %t287, ptr %t286
  %t288 = load i64, ptr %s10
  %t289 = getelementptr i64, ptr %frame, i64 3
  store i64 %t288, ptr %t289
  %t290 = load i1, ptr %s34
  %t291 = getelementptr i64, ptr %frame, i64 4
  %t292 = zext i1 %t290 to i64
  store i64 %t292, ptr %t291
  %t293 = load i1, ptr %s24
  %t294 = getelementptr i64, ptr %frame, i64 5
  %t295 = zext i1 %t293 to i64
  store i64 %t295, ptr %t294
  %t296 = load i64, ptr %s12
  %t297 = getelementptr i64, ptr %frame, i64 6
  store i64 %t296, ptr %t297
  %t298 = load i64, ptr %s1
  %t299 = getelementptr i64, ptr %frame, i64 7
  store i64 %t298, ptr %t299
  %t300 = load ptr, ptr %s2
  %t301 = getelementptr i64, ptr %frame, i64 8
  store ptr %t300, ptr %t301
  %t302 = load i1, ptr %s35
  %t303 = getelementptr i64, ptr %frame, i64 9
  %t304 = zext i1 %t302 to i64
  store i64 %t304, ptr %t303
  %t305 = load i1, ptr %s25
  %t306 = getelementptr i64, ptr %frame, i64 10
  %t307 = zext i1 %t305 to i64
  store i64 %t307, ptr %t306
  %t308 = load double, ptr %s11
  %t309 = getelementptr i64, ptr %frame, i64 11
  store double %t308, ptr %t309
  ret i64 8
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host, ptr noalias %partials) nounwind "min-legal-vector-width"="256" "stackrealign" {
entry:
  %v0 = alloca ptr
  %v0.data = alloca ptr
  %v0.len = alloca i64
  %v0.dim1 = alloca i64
  %v1 = alloca i64
  %v2 = alloca ptr
  %v2.data = alloca ptr
  %v2.len = alloca i64
  %v2.dim1 = alloca i64
  %v3 = alloca i64
  %v4 = alloca i64
  %v5 = alloca i64
  %v6.0 = alloca <4 x i64>
  %v7.0 = alloca <4 x i64>
  %v8.0 = alloca <4 x i64>
  %v9.0 = alloca <4 x i64>
  %v10.0 = alloca <4 x i64>
  %v11.0 = alloca <4 x i64>
  %v12.0 = alloca <4 x double>
  %v13.0 = alloca <4 x double>
  %v14.0 = alloca <4 x double>
  %v15.0 = alloca <4 x i64>
  %v16.0 = alloca <4 x i64>
  %v17 = alloca i64
  %v18.0 = alloca <4 x i64>
  %v19.0 = alloca <4 x i64>
  %v20 = alloca i64
  %v21.0 = alloca <4 x double>
  %v22.0 = alloca <4 x i64>
  %v23.0 = alloca <4 x i64>
  %v24.0 = alloca <4 x i64>
  %v25.0 = alloca <4 x double>
  %v26.0 = alloca <4 x i64>
  %v27.0 = alloca <4 x i64>
  %v28 = alloca i64
  %v29.0 = alloca <4 x i64>
  %v30.0 = alloca <4 x i64>
  %v31.0 = alloca <4 x i64>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s3 = alloca i64
  %elsewhere = alloca [2 x i64]
  %t1 = getelementptr i64, ptr %captures, i64 0
  %t2 = load ptr, ptr %t1
  store ptr %t2, ptr %v0
  %t3 = load ptr, ptr %v0
  %t4 = getelementptr i8, ptr %t3, i64 0
  %t5 = load ptr, ptr %t4
  store ptr %t5, ptr %v0.data
  %t6 = getelementptr i8, ptr %t3, i64 8
  %t7 = load i64, ptr %t6
  store i64 %t7, ptr %v0.len
  %t8 = getelementptr i8, ptr %t3, i64 16
  %t9 = load i64, ptr %t8
  store i64 %t9, ptr %v0.dim1
  %t10 = getelementptr i64, ptr %captures, i64 1
  %t11 = load i64, ptr %t10
  store i64 %t11, ptr %v1
  %t12 = getelementptr i64, ptr %captures, i64 2
  %t13 = load ptr, ptr %t12
  store ptr %t13, ptr %v2
  %t14 = load ptr, ptr %v2
  %t15 = getelementptr i8, ptr %t14, i64 0
  %t16 = load ptr, ptr %t15
  store ptr %t16, ptr %v2.data
  %t17 = getelementptr i8, ptr %t14, i64 8
  %t18 = load i64, ptr %t17
  store i64 %t18, ptr %v2.len
  %t19 = getelementptr i8, ptr %t14, i64 16
  %t20 = load i64, ptr %t19
  store i64 %t20, ptr %v2.dim1
  store i64 %begin, ptr %v3
  store i64 %end, ptr %v4
  %t21 = getelementptr i8, ptr %host, i64 16
  %t22 = load i64, ptr %t21
  store i64 %t22, ptr %countdown
  store <4 x i64> splat (i64 0), ptr %v6.0
  store <4 x i64> splat (i64 0), ptr %v11.0
  store <4 x double> splat (double 0x0000000000000000), ptr %v13.0
  store <4 x double> splat (double 0x0000000000000000), ptr %v14.0
  store <4 x i64> splat (i64 0), ptr %v15.0
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  store <4 x i64> splat (i64 0), ptr %v7.0
  store <4 x i64> splat (i64 0), ptr %v8.0
  br label %next8
next8:
  %t24 = load i64, ptr %v3
  store i64 %t24, ptr %s3
  store i64 8, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host, ptr null, i64 0)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load <4 x i64>, ptr %v8.0
  %t37 = load <4 x i64>, ptr %v7.0
  %t38 = xor <4 x i64> %t37, splat (i64 -1)
  %t39 = and <4 x i64> %t36, %t38
  store <4 x i64> %t39, ptr %v9.0
  %t40 = load <4 x i64>, ptr %v9.0
  %t41 = icmp slt <4 x i64> %t40, zeroinitializer
  %t42 = bitcast <4 x i1> %t41 to i4
  %t43 = icmp ne i4 %t42, 0
  br i1 %t43, label %then44, label %done44
then44:
  %t45 = load <4 x i64>, ptr %v9.0
  %t46 = load <4 x i64>, ptr %v15.0
  %t47 = load <4 x i64>, ptr %v6.0
  %t48 = load ptr, ptr %v2.data
  %t49 = getelementptr i64, ptr %t48, <4 x i64> %t47
  %t50 = icmp slt <4 x i64> %t45, zeroinitializer
  %t51 = insertelement <4 x ptr> poison, ptr %elsewhere, i64 0
  %t52 = shufflevector <4 x ptr> %t51, <4 x ptr> poison, <4 x i32> zeroinitializer
  %t53 = select <4 x i1> %t50, <4 x ptr> %t49, <4 x ptr> %t52
  %t54 = extractelement <4 x ptr> %t53, i64 0
  %t55 = extractelement <4 x i64> %t46, i64 0
  %t56 = getelementptr i64, ptr %t54, i64 0
  store i64 %t55, ptr %t56, align 8
  %t57 = extractelement <4 x ptr> %t53, i64 1
  %t58 = extractelement <4 x i64> %t46, i64 1
  %t59 = getelementptr i64, ptr %t57, i64 0
  store i64 %t58, ptr %t59, align 8
  %t60 = extractelement <4 x ptr> %t53, i64 2
  %t61 = extractelement <4 x i64> %t46, i64 2
  %t62 = getelementptr i64, ptr %t60, i64 0
  store i64 %t61, ptr %t62, align 8
  %t63 = extractelement <4 x ptr> %t53, i64 3
  %t64 = extractelement <4 x i64> %t46, i64 3
  %t65 = getelementptr i64, ptr %t63, i64 0
  store i64 %t64, ptr %t65, align 8
  br label %done44
done44:
  %t66 = load <4 x i64>, ptr %v7.0
  %t67 = xor <4 x i64> %t66, splat (i64 -1)
  %t68 = load i64, ptr %v5
  %t69 = insertelement <4 x i64> poison, i64 %t68, i64 0
  %t70 = shufflevector <4 x i64> %t69, <4 x i64> poison, <4 x i32> zeroinitializer
  %t71 = icmp slt <4 x i64> %t67, zeroinitializer
  %t72 = zext <4 x i1> %t71 to <4 x i64>
  %t73 = shufflevector <4 x i64> %t72, <4 x i64> zeroinitializer, <4 x i32> <i32 4, i32 0, i32 1, i32 2>
  %t74 = add <4 x i64> %t72, %t73
  %t75 = shufflevector <4 x i64> %t74, <4 x i64> zeroinitializer, <4 x i32> <i32 4, i32 4, i32 0, i32 1>
  %t76 = add <4 x i64> %t74, %t75
  %t77 = sub <4 x i64> %t76, %t72
  %t78 = insertelement <4 x i64> poison, i64 0, i64 0
  %t79 = shufflevector <4 x i64> %t78, <4 x i64> poison, <4 x i32> zeroinitializer
  %t80 = add <4 x i64> %t77, %t79
  %t81 = icmp slt <4 x i64> %t67, zeroinitializer
  %t82 = bitcast <4 x i1> %t81 to i4
  %t83 = zext i4 %t82 to i32
  %t84 = call i32 @llvm.ctpop.i32(i32 %t83)
  %t85 = zext i32 %t84 to i64
  %t86 = add i64 0, %t85
  %t87 = add <4 x i64> %t70, %t80
  %t88 = load <4 x i64>, ptr %v6.0
  %t89 = icmp slt <4 x i64> %t67, zeroinitializer
  %t90 = select <4 x i1> %t89, <4 x i64> %t87, <4 x i64> %t88
  store <4 x i64> %t90, ptr %v6.0
  %t91 = load <4 x i64>, ptr %v7.0
  %t92 = xor <4 x i64> %t91, splat (i64 -1)
  %t93 = load <4 x i64>, ptr %v6.0
  %t94 = load i64, ptr %v4
  %t95 = insertelement <4 x i64> poison, i64 %t94, i64 0
  %t96 = shufflevector <4 x i64> %t95, <4 x i64> poison, <4 x i32> zeroinitializer
  %t97 = icmp slt <4 x i64> %t93, %t96
  %t98 = sext <4 x i1> %t97 to <4 x i64>
  %t99 = and <4 x i64> %t92, %t98
  store <4 x i64> %t99, ptr %v10.0
  %t100 = load i64, ptr %v5
  %t101 = load <4 x i64>, ptr %v10.0
  %t102 = icmp slt <4 x i64> %t101, zeroinitializer
  %t103 = bitcast <4 x i1> %t102 to i4
  %t104 = zext i4 %t103 to i32
  %t105 = call i32 @llvm.ctpop.i32(i32 %t104)
  %t106 = zext i32 %t105 to i64
  %t107 = add i64 %t100, %t106
  store i64 %t107, ptr %v5
  %t108 = load <4 x i64>, ptr %v7.0
  %t109 = load <4 x i64>, ptr %v10.0
  %t110 = or <4 x i64> %t108, %t109
  store <4 x i64> %t110, ptr %v8.0
  %t111 = load <4 x i64>, ptr %v8.0
  %t112 = icmp slt <4 x i64> %t111, zeroinitializer
  %t113 = bitcast <4 x i1> %t112 to i4
  %t114 = icmp ne i4 %t113, 0
  %t115 = xor i1 %t114, true
  br i1 %t115, label %then116, label %done116, !prof !1
then116:
  br label %end8
done116:
  %t117 = load <4 x i64>, ptr %v10.0
  %t118 = icmp slt <4 x i64> %t117, zeroinitializer
  %t119 = bitcast <4 x i1> %t118 to i4
  %t120 = icmp ne i4 %t119, 0
  br i1 %t120, label %then121, label %done121, !prof !0
then121:
  %t122 = load <4 x i64>, ptr %v10.0
  %t123 = load <4 x i64>, ptr %v6.0
  %t124 = load ptr, ptr %v0.data
  %t125 = getelementptr double, ptr %t124, <4 x i64> %t123
  %t126 = icmp slt <4 x i64> %t122, zeroinitializer
  %t127 = insertelement <4 x ptr> poison, ptr @hotloop_nothing, i64 0
  %t128 = shufflevector <4 x ptr> %t127, <4 x ptr> poison, <4 x i32> zeroinitializer
  %t129 = select <4 x i1> %t126, <4 x ptr> %t125, <4 x ptr> %t128
  %t130 = extractelement <4 x ptr> %t129, i64 0
  %t131 = extractelement <4 x ptr> %t129, i64 1
  %t132 = extractelement <4 x ptr> %t129, i64 2
  %t133 = extractelement <4 x ptr> %t129, i64 3
  %t134 = getelementptr double, ptr %t130, i64 0
  %t135 = getelementptr double, ptr %t131, i64 0
  %t136 = getelementptr double, ptr %t132, i64 0
  %t137 = getelementptr double, ptr %t133, i64 0
  %t138 = load double, ptr %t134, align 8
  %t139 = insertelement <4 x double> poison, double %t138, i64 0
  %t140 = load double, ptr %t135, align 8
  %t141 = insertelement <4 x double> %t139, double %t140, i64 1
  %t142 = load double, ptr %t136, align 8
  %t143 = insertelement <4 x double> %t141, double %t142, i64 2
  %t144 = load double, ptr %t137, align 8
  %t145 = insertelement <4 x double> %t143, double %t144, i64 3
  store <4 x double> %t145, ptr %v12.0
  %t146 = load <4 x i64>, ptr %v10.0
  %t147 = load <4 x double>, ptr %v12.0
  %t148 = load <4 x double>, ptr %v13.0
  %t149 = icmp slt <4 x i64> %t146, zeroinitializer
  %t150 = select <4 x i1> %t149, <4 x double> %t147, <4 x double> %t148
  store <4 x double> %t150, ptr %v13.0
  %t151 = load <4 x i64>, ptr %v10.0
  %t152 = load <4 x double>, ptr %v14.0
  %t153 = icmp slt <4 x i64> %t151, zeroinitializer
  %t154 = select <4 x i1> %t153, <4 x double> splat (double 0x0000000000000000), <4 x double> %t152
  store <4 x double> %t154, ptr %v14.0
  %t155 = load <4 x i64>, ptr %v10.0
  %t156 = load <4 x i64>, ptr %v15.0
  %t157 = icmp slt <4 x i64> %t155, zeroinitializer
  %t158 = select <4 x i1> %t157, <4 x i64> splat (i64 0), <4 x i64> %t156
  store <4 x i64> %t158, ptr %v15.0
  %t159 = load <4 x i64>, ptr %v11.0
  %t160 = load <4 x i64>, ptr %v10.0
  %t161 = xor <4 x i64> %t160, splat (i64 -1)
  %t162 = and <4 x i64> %t159, %t161
  %t163 = or <4 x i64> %t162, %t160
  store <4 x i64> %t163, ptr %v11.0
  %t164 = load <4 x i64>, ptr %v7.0
  %t165 = load <4 x i64>, ptr %v10.0
  %t166 = or <4 x i64> %t164, %t165
  store <4 x i64> %t166, ptr %v7.0
  br label %done121
done121:
  store i64 0, ptr %v17
  store <4 x i64> splat (i64 0), ptr %v18.0
  br label %next9
next9:
  %t168 = load i64, ptr %countdown
  %t169 = sub i64 %t168, 1
  store i64 %t169, ptr %countdown
  %t170 = icmp slt i64 %t169, 0
  br i1 %t170, label %poll167, label %go167, !prof !1
poll167:
  %t171 = getelementptr i8, ptr %host, i64 24
  %t172 = load ptr, ptr %t171
  %t173 = call i64 %t172(ptr %host, ptr null, i64 -1)
  %t174 = getelementptr i8, ptr %host, i64 16
  %t175 = load i64, ptr %t174
  store i64 %t175, ptr %countdown
  %t176 = icmp ne i64 %t173, 0
  br i1 %t176, label %fail, label %go167, !prof !1
go167:
  %t177 = load <4 x i64>, ptr %v7.0
  %t178 = load <4 x i64>, ptr %v18.0
  %t179 = xor <4 x i64> %t178, splat (i64 -1)
  %t180 = and <4 x i64> %t177, %t179
  store <4 x i64> %t180, ptr %v19.0
  %t181 = load i64, ptr %v5
  %t182 = load i64, ptr %v4
  %t183 = icmp slt i64 %t181, %t182
  %t184 = load <4 x i64>, ptr %v7.0
  %t185 = icmp slt <4 x i64> %t184, zeroinitializer
  %t186 = bitcast <4 x i1> %t185 to i4
  %t187 = zext i4 %t186 to i32
  %t188 = call i32 @llvm.ctpop.i32(i32 %t187)
  %t189 = zext i32 %t188 to i64
  %t190 = select i1 %t183, i64 4, i64 %t189
  %t191 = load <4 x i64>, ptr %v19.0
  %t192 = icmp slt <4 x i64> %t191, zeroinitializer
  %t193 = bitcast <4 x i1> %t192 to i4
  %t194 = zext i4 %t193 to i32
  %t195 = call i32 @llvm.ctpop.i32(i32 %t194)
  %t196 = zext i32 %t195 to i64
  %t197 = sub i64 %t190, %t196
  store i64 %t197, ptr %v20
  %t198 = load i64, ptr %v17
  %t199 = load i64, ptr %v20
  %t200 = add i64 %t198, %t199
  store i64 %t200, ptr %v17
  %t201 = load i64, ptr %v17
  %t202 = icmp slt i64 %t201, 2
  %t203 = load <4 x i64>, ptr %v19.0
  %t204 = icmp slt <4 x i64> %t203, zeroinitializer
  %t205 = bitcast <4 x i1> %t204 to i4
  %t206 = zext i4 %t205 to i32
  %t207 = call i32 @llvm.ctpop.i32(i32 %t206)
  %t208 = zext i32 %t207 to i64
  %t209 = icmp sgt i64 %t208, 0
  %t210 = and i1 %t202, %t209
  br i1 %t210, label %then211, label %done211, !prof !0
then211:
  br label %next10
next10:
  %t213 = load i64, ptr %countdown
  %t214 = sub i64 %t213, 1
  store i64 %t214, ptr %countdown
  %t215 = icmp slt i64 %t214, 0
  br i1 %t215, label %poll212, label %go212, !prof !1
poll212:
  %t216 = getelementptr i8, ptr %host, i64 24
  %t217 = load ptr, ptr %t216
  %t218 = call i64 %t217(ptr %host, ptr null, i64 -1)
  %t219 = getelementptr i8, ptr %host, i64 16
  %t220 = load i64, ptr %t219
  store i64 %t220, ptr %countdown
  %t221 = icmp ne i64 %t218, 0
  br i1 %t221, label %fail, label %go212, !prof !1
go212:
  %t222 = load <4 x double>, ptr %v14.0
  store <4 x double> %t222, ptr %v21.0
  %t223 = load <4 x i64>, ptr %v15.0
  store <4 x i64> %t223, ptr %v22.0
  store <4 x i64> splat (i64 -1), ptr %v23.0
  %t224 = load <4 x double>, ptr %v14.0
  %t225 = fcmp olt <4 x double> %t224, splat (double 0x4010000000000000)
  %t226 = sext <4 x i1> %t225 to <4 x i64>
  %t227 = and <4 x i64> %t226, splat (i64 -1)
  store <4 x i64> %t227, ptr %v23.0
  %t228 = load <4 x i64>, ptr %v23.0
  %t229 = load i64, ptr %v1
  %t230 = icmp sge i64 %t229, -9223372036854775801
  %t231 = sext i1 %t230 to i64
  %t232 = insertelement <4 x i64> poison, i64 %t231, i64 0
  %t233 = shufflevector <4 x i64> %t232, <4 x i64> poison, <4 x i32> zeroinitializer
  %t234 = load <4 x i64>, ptr %v15.0
  %t235 = add i64 %t229, -7
  %t236 = insertelement <4 x i64> poison, i64 %t235, i64 0
  %t237 = shufflevector <4 x i64> %t236, <4 x i64> poison, <4 x i32> zeroinitializer
  %t238 = icmp slt <4 x i64> %t234, %t237
  %t239 = sext <4 x i1> %t238 to <4 x i64>
  %t240 = and <4 x i64> %t233, %t239
  %t241 = and <4 x i64> %t228, %t240
  store <4 x i64> %t241, ptr %v23.0
  %t242 = load <4 x double>, ptr %v14.0
  %t243 = fmul <4 x double> %t242, %t242
  %t244 = load <4 x double>, ptr %v13.0
  %t245 = fadd <4 x double> %t243, %t244
  store <4 x double> %t245, ptr %v14.0
  %t246 = load <4 x i64>, ptr %v15.0
  %t247 = add <4 x i64> %t246, splat (i64 1)
  store <4 x i64> %t247, ptr %v15.0
  %t248 = load <4 x i64>, ptr %v23.0
  %t249 = load <4 x double>, ptr %v14.0
  %t250 = fcmp olt <4 x double> %t249, splat (double 0x4010000000000000)
  %t251 = sext <4 x i1> %t250 to <4 x i64>
  %t252 = and <4 x i64> %t248, %t251
  store <4 x i64> %t252, ptr %v23.0
  %t253 = load <4 x double>, ptr %v14.0
  %t254 = fmul <4 x double> %t253, %t253
  %t255 = load <4 x double>, ptr %v13.0
  %t256 = fadd <4 x double> %t254, %t255
  store <4 x double> %t256, ptr %v14.0
  %t257 = load <4 x i64>, ptr %v15.0
  %t258 = add <4 x i64> %t257, splat (i64 1)
  store <4 x i64> %t258, ptr %v15.0
  %t259 = load <4 x i64>, ptr %v23.0
  %t260 = load <4 x double>, ptr %v14.0
  %t261 = fcmp olt <4 x double> %t260, splat (double 0x4010000000000000)
  %t262 = sext <4 x i1> %t261 to <4 x i64>
  %t263 = and <4 x i64> %t259, %t262
  store <4 x i64> %t263, ptr %v23.0
  %t264 = load <4 x double>, ptr %v14.0
  %t265 = fmul <4 x double> %t264, %t264
  %t266 = load <4 x double>, ptr %v13.0
  %t267 = fadd <4 x double> %t265, %t266
  store <4 x double> %t267, ptr %v14.0
  %t268 = load <4 x i64>, ptr %v15.0
  %t269 = add <4 x i64> %t268, splat (i64 1)
  store <4 x i64> %t269, ptr %v15.0
  %t270 = load <4 x i64>, ptr %v23.0
  %t271 = load <4 x double>, ptr %v14.0
  %t272 = fcmp olt <4 x double> %t271, splat (double 0x4010000000000000)
  %t273 = sext <4 x i1> %t272 to <4 x i64>
  %t274 = and <4 x i64> %t270, %t273
  store <4 x i64> %t274, ptr %v23.0
  %t275 = load <4 x double>, ptr %v14.0
  %t276 = fmul <4 x double> %t275, %t275
  %t277 = load <4 x double>, ptr %v13.0
  %t278 = fadd <4 x double> %t276, %t277
  store <4 x double> %t278, ptr %v14.0
  %t279 = load <4 x i64>, ptr %v15.0
  %t280 = add <4 x i64> %t279, splat (i64 1)
  store <4 x i64> %t280, ptr %v15.0
  %t281 = load <4 x i64>, ptr %v23.0
  %t282 = load <4 x double>, ptr %v14.0
  %t283 = fcmp olt <4 x double> %t282, splat (double 0x4010000000000000)
  %t284 = sext <4 x i1> %t283 to <4 x i64>
  %t285 = and <4 x i64> %t281, %t284
  store <4 x i64> %t285, ptr %v23.0
  %t286 = load <4 x double>, ptr %v14.0
  %t287 = fmul <4 x double> %t286, %t286
  %t288 = load <4 x double>, ptr %v13.0
  %t289 = fadd <4 x double> %t287, %t288
  store <4 x double> %t289, ptr %v14.0
  %t290 = load <4 x i64>, ptr %v15.0
  %t291 = add <4 x i64> %t290, splat (i64 1)
  store <4 x i64> %t291, ptr %v15.0
  %t292 = load <4 x i64>, ptr %v23.0
  %t293 = load <4 x double>, ptr %v14.0
  %t294 = fcmp olt <4 x double> %t293, splat (double 0x4010000000000000)
  %t295 = sext <4 x i1> %t294 to <4 x i64>
  %t296 = and <4 x i64> %t292, %t295
  store <4 x i64> %t296, ptr %v23.0
  %t297 = load <4 x double>, ptr %v14.0
  %t298 = fmul <4 x double> %t297, %t297
  %t299 = load <4 x double>, ptr %v13.0
  %t300 = fadd <4 x double> %t298, %t299
  store <4 x double> %t300, ptr %v14.0
  %t301 = load <4 x i64>, ptr %v15.0
  %t302 = add <4 x i64> %t301, splat (i64 1)
  store <4 x i64> %t302, ptr %v15.0
  %t303 = load <4 x i64>, ptr %v23.0
  %t304 = load <4 x double>, ptr %v14.0
  %t305 = fcmp olt <4 x double> %t304, splat (double 0x4010000000000000)
  %t306 = sext <4 x i1> %t305 to <4 x i64>
  %t307 = and <4 x i64> %t303, %t306
  store <4 x i64> %t307, ptr %v23.0
  %t308 = load <4 x double>, ptr %v14.0
  %t309 = fmul <4 x double> %t308, %t308
  %t310 = load <4 x double>, ptr %v13.0
  %t311 = fadd <4 x double> %t309, %t310
  store <4 x double> %t311, ptr %v14.0
  %t312 = load <4 x i64>, ptr %v15.0
  %t313 = add <4 x i64> %t312, splat (i64 1)
  store <4 x i64> %t313, ptr %v15.0
  %t314 = load <4 x i64>, ptr %v23.0
  %t315 = load <4 x double>, ptr %v14.0
  %t316 = fcmp olt <4 x double> %t315, splat (double 0x4010000000000000)
  %t317 = sext <4 x i1> %t316 to <4 x i64>
  %t318 = and <4 x i64> %t314, %t317
  store <4 x i64> %t318, ptr %v23.0
  %t319 = load <4 x double>, ptr %v14.0
  %t320 = fmul <4 x double> %t319, %t319
  %t321 = load <4 x double>, ptr %v13.0
  %t322 = fadd <4 x double> %t320, %t321
  store <4 x double> %t322, ptr %v14.0
  %t323 = load <4 x i64>, ptr %v15.0
  %t324 = add <4 x i64> %t323, splat (i64 1)
  store <4 x i64> %t324, ptr %v15.0
  %t325 = load <4 x i64>, ptr %v19.0
  %t326 = load <4 x i64>, ptr %v23.0
  %t327 = xor <4 x i64> %t326, splat (i64 -1)
  %t328 = and <4 x i64> %t325, %t327
  %t329 = icmp slt <4 x i64> %t328, zeroinitializer
  %t330 = bitcast <4 x i1> %t329 to i4
  %t331 = icmp ne i4 %t330, 0
  br i1 %t331, label %then332, label %else332, !prof !1
then332:
  %t333 = load <4 x i64>, ptr %v19.0
  %t334 = load <4 x i64>, ptr %v23.0
  %t335 = and <4 x i64> %t333, %t334
  %t336 = load <4 x double>, ptr %v14.0
  %t337 = load <4 x double>, ptr %v21.0
  %t338 = icmp slt <4 x i64> %t335, zeroinitializer
  %t339 = select <4 x i1> %t338, <4 x double> %t336, <4 x double> %t337
  store <4 x double> %t339, ptr %v14.0
  %t340 = load <4 x i64>, ptr %v19.0
  %t341 = load <4 x i64>, ptr %v23.0
  %t342 = and <4 x i64> %t340, %t341
  %t343 = load <4 x i64>, ptr %v15.0
  %t344 = load <4 x i64>, ptr %v22.0
  %t345 = icmp slt <4 x i64> %t342, zeroinitializer
  %t346 = select <4 x i1> %t345, <4 x i64> %t343, <4 x i64> %t344
  store <4 x i64> %t346, ptr %v15.0
  %t347 = load <4 x i64>, ptr %v18.0
  %t348 = load <4 x i64>, ptr %v19.0
  %t349 = load <4 x i64>, ptr %v23.0
  %t350 = xor <4 x i64> %t349, splat (i64 -1)
  %t351 = and <4 x i64> %t348, %t350
  %t352 = or <4 x i64> %t347, %t351
  store <4 x i64> %t352, ptr %v18.0
  br label %next9
else332:
  %t353 = load <4 x i64>, ptr %v19.0
  %t354 = load <4 x double>, ptr %v14.0
  %t355 = load <4 x double>, ptr %v21.0
  %t356 = icmp slt <4 x i64> %t353, zeroinitializer
  %t357 = select <4 x i1> %t356, <4 x double> %t354, <4 x double> %t355
  store <4 x double> %t357, ptr %v14.0
  %t358 = load <4 x i64>, ptr %v19.0
  %t359 = load <4 x i64>, ptr %v15.0
  %t360 = load <4 x i64>, ptr %v22.0
  %t361 = icmp slt <4 x i64> %t358, zeroinitializer
  %t362 = select <4 x i1> %t361, <4 x i64> %t359, <4 x i64> %t360
  store <4 x i64> %t362, ptr %v15.0
  br label %done332
done332:
  %t363 = load i64, ptr %v17
  %t364 = load i64, ptr %v20
  %t365 = add i64 %t363, %t364
  store i64 %t365, ptr %v17
  %t366 = load i64, ptr %v17
  %t367 = icmp sge i64 %t366, 2
  br i1 %t367, label %then368, label %done368, !prof !1
then368:
  br label %end10
done368:
  br label %next10
end10:
  br label %done211
done211:
  store <4 x i64> splat (i64 0), ptr %v24.0
  %t369 = load <4 x double>, ptr %v14.0
  store <4 x double> %t369, ptr %v25.0
  %t370 = load <4 x i64>, ptr %v15.0
  store <4 x i64> %t370, ptr %v26.0
  %t371 = load <4 x i64>, ptr %v7.0
  %t372 = and <4 x i64> %t371, splat (i64 -1)
  store <4 x i64> %t372, ptr %v27.0
  %t373 = load <4 x i64>, ptr %v27.0
  %t374 = load <4 x double>, ptr %v14.0
  %t375 = fcmp olt <4 x double> %t374, splat (double 0x4010000000000000)
  %t376 = sext <4 x i1> %t375 to <4 x i64>
  %t377 = and <4 x i64> %t373, %t376
  store <4 x i64> %t377, ptr %v27.0
  %t378 = load <4 x i64>, ptr %v27.0
  %t379 = load i64, ptr %v1
  %t380 = icmp sge i64 %t379, -9223372036854775801
  %t381 = sext i1 %t380 to i64
  %t382 = insertelement <4 x i64> poison, i64 %t381, i64 0
  %t383 = shufflevector <4 x i64> %t382, <4 x i64> poison, <4 x i32> zeroinitializer
  %t384 = load <4 x i64>, ptr %v15.0
  %t385 = add i64 %t379, -7
  %t386 = insertelement <4 x i64> poison, i64 %t385, i64 0
  %t387 = shufflevector <4 x i64> %t386, <4 x i64> poison, <4 x i32> zeroinitializer
  %t388 = icmp slt <4 x i64> %t384, %t387
  %t389 = sext <4 x i1> %t388 to <4 x i64>
  %t390 = and <4 x i64> %t383, %t389
  %t391 = and <4 x i64> %t378, %t390
  store <4 x i64> %t391, ptr %v27.0
  %t392 = load <4 x double>, ptr %v14.0
  %t393 = fmul <4 x double> %t392, %t392
  %t394 = load <4 x double>, ptr %v13.0
  %t395 = fadd <4 x double> %t393, %t394
  store <4 x double> %t395, ptr %v14.0
  %t396 = load <4 x i64>, ptr %v15.0
  %t397 = add <4 x i64> %t396, splat (i64 1)
  store <4 x i64> %t397, ptr %v15.0
  %t398 = load <4 x i64>, ptr %v7.0
  %t399 = load <4 x i64>, ptr %v27.0
  %t400 = xor <4 x i64> %t399, splat (i64 -1)
  %t401 = and <4 x i64> %t398, %t400
  store <4 x i64> %t401, ptr %v24.0
  %t402 = load <4 x i64>, ptr %v27.0
  %t403 = load <4 x double>, ptr %v14.0
  %t404 = load <4 x double>, ptr %v25.0
  %t405 = icmp slt <4 x i64> %t402, zeroinitializer
  %t406 = select <4 x i1> %t405, <4 x double> %t403, <4 x double> %t404
  store <4 x double> %t406, ptr %v25.0
  %t407 = load <4 x i64>, ptr %v27.0
  %t408 = load <4 x i64>, ptr %v15.0
  %t409 = load <4 x i64>, ptr %v26.0
  %t410 = icmp slt <4 x i64> %t407, zeroinitializer
  %t411 = select <4 x i1> %t410, <4 x i64> %t408, <4 x i64> %t409
  store <4 x i64> %t411, ptr %v26.0
  %t412 = load <4 x i64>, ptr %v27.0
  %t413 = load <4 x double>, ptr %v14.0
  %t414 = fcmp olt <4 x double> %t413, splat (double 0x4010000000000000)
  %t415 = sext <4 x i1> %t414 to <4 x i64>
  %t416 = and <4 x i64> %t412, %t415
  store <4 x i64> %t416, ptr %v27.0
  %t417 = load <4 x double>, ptr %v14.0
  %t418 = fmul <4 x double> %t417, %t417
  %t419 = load <4 x double>, ptr %v13.0
  %t420 = fadd <4 x double> %t418, %t419
  store <4 x double> %t420, ptr %v14.0
  %t421 = load <4 x i64>, ptr %v15.0
  %t422 = add <4 x i64> %t421, splat (i64 1)
  store <4 x i64> %t422, ptr %v15.0
  %t423 = load <4 x i64>, ptr %v27.0
  %t424 = load <4 x double>, ptr %v14.0
  %t425 = load <4 x double>, ptr %v25.0
  %t426 = icmp slt <4 x i64> %t423, zeroinitializer
  %t427 = select <4 x i1> %t426, <4 x double> %t424, <4 x double> %t425
  store <4 x double> %t427, ptr %v25.0
  %t428 = load <4 x i64>, ptr %v27.0
  %t429 = load <4 x i64>, ptr %v15.0
  %t430 = load <4 x i64>, ptr %v26.0
  %t431 = icmp slt <4 x i64> %t428, zeroinitializer
  %t432 = select <4 x i1> %t431, <4 x i64> %t429, <4 x i64> %t430
  store <4 x i64> %t432, ptr %v26.0
  %t433 = load <4 x i64>, ptr %v27.0
  %t434 = load <4 x double>, ptr %v14.0
  %t435 = fcmp olt <4 x double> %t434, splat (double 0x4010000000000000)
  %t436 = sext <4 x i1> %t435 to <4 x i64>
  %t437 = and <4 x i64> %t433, %t436
  store <4 x i64> %t437, ptr %v27.0
  %t438 = load <4 x double>, ptr %v14.0
  %t439 = fmul <4 x double> %t438, %t438
  %t440 = load <4 x double>, ptr %v13.0
  %t441 = fadd <4 x double> %t439, %t440
  store <4 x double> %t441, ptr %v14.0
  %t442 = load <4 x i64>, ptr %v15.0
  %t443 = add <4 x i64> %t442, splat (i64 1)
  store <4 x i64> %t443, ptr %v15.0
  %t444 = load <4 x i64>, ptr %v27.0
  %t445 = load <4 x double>, ptr %v14.0
  %t446 = load <4 x double>, ptr %v25.0
  %t447 = icmp slt <4 x i64> %t444, zeroinitializer
  %t448 = select <4 x i1> %t447, <4 x double> %t445, <4 x double> %t446
  store <4 x double> %t448, ptr %v25.0
  %t449 = load <4 x i64>, ptr %v27.0
  %t450 = load <4 x i64>, ptr %v15.0
  %t451 = load <4 x i64>, ptr %v26.0
  %t452 = icmp slt <4 x i64> %t449, zeroinitializer
  %t453 = select <4 x i1> %t452, <4 x i64> %t450, <4 x i64> %t451
  store <4 x i64> %t453, ptr %v26.0
  %t454 = load <4 x i64>, ptr %v27.0
  %t455 = load <4 x double>, ptr %v14.0
  %t456 = fcmp olt <4 x double> %t455, splat (double 0x4010000000000000)
  %t457 = sext <4 x i1> %t456 to <4 x i64>
  %t458 = and <4 x i64> %t454, %t457
  store <4 x i64> %t458, ptr %v27.0
  %t459 = load <4 x double>, ptr %v14.0
  %t460 = fmul <4 x double> %t459, %t459
  %t461 = load <4 x double>, ptr %v13.0
  %t462 = fadd <4 x double> %t460, %t461
  store <4 x double> %t462, ptr %v14.0
  %t463 = load <4 x i64>, ptr %v15.0
  %t464 = add <4 x i64> %t463, splat (i64 1)
  store <4 x i64> %t464, ptr %v15.0
  %t465 = load <4 x i64>, ptr %v27.0
  %t466 = load <4 x double>, ptr %v14.0
  %t467 = load <4 x double>, ptr %v25.0
  %t468 = icmp slt <4 x i64> %t465, zeroinitializer
  %t469 = select <4 x i1> %t468, <4 x double> %t466, <4 x double> %t467
  store <4 x double> %t469, ptr %v25.0
  %t470 = load <4 x i64>, ptr %v27.0
  %t471 = load <4 x i64>, ptr %v15.0
  %t472 = load <4 x i64>, ptr %v26.0
  %t473 = icmp slt <4 x i64> %t470, zeroinitializer
  %t474 = select <4 x i1> %t473, <4 x i64> %t471, <4 x i64> %t472
  store <4 x i64> %t474, ptr %v26.0
  %t475 = load <4 x i64>, ptr %v27.0
  %t476 = load <4 x double>, ptr %v14.0
  %t477 = fcmp olt <4 x double> %t476, splat (double 0x4010000000000000)
  %t478 = sext <4 x i1> %t477 to <4 x i64>
  %t479 = and <4 x i64> %t475, %t478
  store <4 x i64> %t479, ptr %v27.0
  %t480 = load <4 x double>, ptr %v14.0
  %t481 = fmul <4 x double> %t480, %t480
  %t482 = load <4 x double>, ptr %v13.0
  %t483 = fadd <4 x double> %t481, %t482
  store <4 x double> %t483, ptr %v14.0
  %t484 = load <4 x i64>, ptr %v15.0
  %t485 = add <4 x i64> %t484, splat (i64 1)
  store <4 x i64> %t485, ptr %v15.0
  %t486 = load <4 x i64>, ptr %v27.0
  %t487 = load <4 x double>, ptr %v14.0
  %t488 = load <4 x double>, ptr %v25.0
  %t489 = icmp slt <4 x i64> %t486, zeroinitializer
  %t490 = select <4 x i1> %t489, <4 x double> %t487, <4 x double> %t488
  store <4 x double> %t490, ptr %v25.0
  %t491 = load <4 x i64>, ptr %v27.0
  %t492 = load <4 x i64>, ptr %v15.0
  %t493 = load <4 x i64>, ptr %v26.0
  %t494 = icmp slt <4 x i64> %t491, zeroinitializer
  %t495 = select <4 x i1> %t494, <4 x i64> %t492, <4 x i64> %t493
  store <4 x i64> %t495, ptr %v26.0
  %t496 = load <4 x i64>, ptr %v27.0
  %t497 = load <4 x double>, ptr %v14.0
  %t498 = fcmp olt <4 x double> %t497, splat (double 0x4010000000000000)
  %t499 = sext <4 x i1> %t498 to <4 x i64>
  %t500 = and <4 x i64> %t496, %t499
  store <4 x i64> %t500, ptr %v27.0
  %t501 = load <4 x double>, ptr %v14.0
  %t502 = fmul <4 x double> %t501, %t501
  %t503 = load <4 x double>, ptr %v13.0
  %t504 = fadd <4 x double> %t502, %t503
  store <4 x double> %t504, ptr %v14.0
  %t505 = load <4 x i64>, ptr %v15.0
  %t506 = add <4 x i64> %t505, splat (i64 1)
  store <4 x i64> %t506, ptr %v15.0
  %t507 = load <4 x i64>, ptr %v27.0
  %t508 = load <4 x double>, ptr %v14.0
  %t509 = load <4 x double>, ptr %v25.0
  %t510 = icmp slt <4 x i64> %t507, zeroinitializer
  %t511 = select <4 x i1> %t510, <4 x double> %t508, <4 x double> %t509
  store <4 x double> %t511, ptr %v25.0
  %t512 = load <4 x i64>, ptr %v27.0
  %t513 = load <4 x i64>, ptr %v15.0
  %t514 = load <4 x i64>, ptr %v26.0
  %t515 = icmp slt <4 x i64> %t512, zeroinitializer
  %t516 = select <4 x i1> %t515, <4 x i64> %t513, <4 x i64> %t514
  store <4 x i64> %t516, ptr %v26.0
  %t517 = load <4 x i64>, ptr %v27.0
  %t518 = load <4 x double>, ptr %v14.0
  %t519 = fcmp olt <4 x double> %t518, splat (double 0x4010000000000000)
  %t520 = sext <4 x i1> %t519 to <4 x i64>
  %t521 = and <4 x i64> %t517, %t520
  store <4 x i64> %t521, ptr %v27.0
  %t522 = load <4 x double>, ptr %v14.0
  %t523 = fmul <4 x double> %t522, %t522
  %t524 = load <4 x double>, ptr %v13.0
  %t525 = fadd <4 x double> %t523, %t524
  store <4 x double> %t525, ptr %v14.0
  %t526 = load <4 x i64>, ptr %v15.0
  %t527 = add <4 x i64> %t526, splat (i64 1)
  store <4 x i64> %t527, ptr %v15.0
  %t528 = load <4 x i64>, ptr %v27.0
  %t529 = load <4 x double>, ptr %v14.0
  %t530 = load <4 x double>, ptr %v25.0
  %t531 = icmp slt <4 x i64> %t528, zeroinitializer
  %t532 = select <4 x i1> %t531, <4 x double> %t529, <4 x double> %t530
  store <4 x double> %t532, ptr %v25.0
  %t533 = load <4 x i64>, ptr %v27.0
  %t534 = load <4 x i64>, ptr %v15.0
  %t535 = load <4 x i64>, ptr %v26.0
  %t536 = icmp slt <4 x i64> %t533, zeroinitializer
  %t537 = select <4 x i1> %t536, <4 x i64> %t534, <4 x i64> %t535
  store <4 x i64> %t537, ptr %v26.0
  %t538 = load <4 x i64>, ptr %v27.0
  %t539 = load <4 x double>, ptr %v14.0
  %t540 = fcmp olt <4 x double> %t539, splat (double 0x4010000000000000)
  %t541 = sext <4 x i1> %t540 to <4 x i64>
  %t542 = and <4 x i64> %t538, %t541
  store <4 x i64> %t542, ptr %v27.0
  %t543 = load <4 x double>, ptr %v14.0
  %t544 = fmul <4 x double> %t543, %t543
  %t545 = load <4 x double>, ptr %v13.0
  %t546 = fadd <4 x double> %t544, %t545
  store <4 x double> %t546, ptr %v14.0
  %t547 = load <4 x i64>, ptr %v15.0
  %t548 = add <4 x i64> %t547, splat (i64 1)
  store <4 x i64> %t548, ptr %v15.0
  %t549 = load <4 x i64>, ptr %v27.0
  %t550 = load <4 x double>, ptr %v14.0
  %t551 = load <4 x double>, ptr %v25.0
  %t552 = icmp slt <4 x i64> %t549, zeroinitializer
  %t553 = select <4 x i1> %t552, <4 x double> %t550, <4 x double> %t551
  store <4 x double> %t553, ptr %v25.0
  %t554 = load <4 x i64>, ptr %v27.0
  %t555 = load <4 x i64>, ptr %v15.0
  %t556 = load <4 x i64>, ptr %v26.0
  %t557 = icmp slt <4 x i64> %t554, zeroinitializer
  %t558 = select <4 x i1> %t557, <4 x i64> %t555, <4 x i64> %t556
  store <4 x i64> %t558, ptr %v26.0
  %t559 = load <4 x double>, ptr %v25.0
  store <4 x double> %t559, ptr %v14.0
  %t560 = load <4 x i64>, ptr %v26.0
  store <4 x i64> %t560, ptr %v15.0
  store i64 0, ptr %v28
  br label %head11
head11:
  %t561 = load i64, ptr %v28
  %t562 = icmp slt i64 %t561, 8
  br i1 %t562, label %body11, label %end11, !prof !0
body11:
  %t563 = load <4 x i64>, ptr %v7.0
  %t564 = icmp slt <4 x i64> %t563, zeroinitializer
  %t565 = bitcast <4 x i1> %t564 to i4
  %t566 = icmp ne i4 %t565, 0
  %t567 = xor i1 %t566, true
  br i1 %t567, label %then568, label %done568, !prof !1
then568:
  br label %end9
done568:
  %t569 = load <4 x i64>, ptr %v7.0
  %t570 = load <4 x double>, ptr %v14.0
  %t571 = fcmp olt <4 x double> %t570, splat (double 0x4010000000000000)
  %t572 = sext <4 x i1> %t571 to <4 x i64>
  %t573 = load <4 x i64>, ptr %v15.0
  %t574 = load i64, ptr %v1
  %t575 = insertelement <4 x i64> poison, i64 %t574, i64 0
  %t576 = shufflevector <4 x i64> %t575, <4 x i64> poison, <4 x i32> zeroinitializer
  %t577 = icmp slt <4 x i64> %t573, %t576
  %t578 = sext <4 x i1> %t577 to <4 x i64>
  %t579 = and <4 x i64> %t572, %t578
  %t580 = xor <4 x i64> %t579, splat (i64 -1)
  %t581 = and <4 x i64> %t569, %t580
  store <4 x i64> %t581, ptr %v29.0
  %t582 = load <4 x i64>, ptr %v29.0
  store <4 x i64> %t582, ptr %v30.0
  %t583 = load <4 x i64>, ptr %v29.0
  %t584 = xor <4 x i64> %t583, splat (i64 -1)
  %t585 = and <4 x i64> %t583, %t584
  store <4 x i64> %t585, ptr %v29.0
  %t586 = load <4 x i64>, ptr %v7.0
  %t587 = load <4 x i64>, ptr %v30.0
  %t588 = xor <4 x i64> %t587, splat (i64 -1)
  %t589 = and <4 x i64> %t586, %t588
  store <4 x i64> %t589, ptr %v7.0
  %t590 = load <4 x i64>, ptr %v7.0
  %t591 = load <4 x i64>, ptr %v30.0
  %t592 = xor <4 x i64> %t591, splat (i64 -1)
  %t593 = and <4 x i64> %t590, %t592
  store <4 x i64> %t593, ptr %v7.0
  %t594 = load <4 x double>, ptr %v14.0
  %t595 = fmul <4 x double> %t594, %t594
  %t596 = load <4 x double>, ptr %v13.0
  %t597 = fadd <4 x double> %t595, %t596
  store <4 x double> %t597, ptr %v14.0
  %t598 = load <4 x i64>, ptr %v7.0
  %t599 = load <4 x i64>, ptr %v15.0
  %t600 = add <4 x i64> %t599, splat (i64 1)
  %t601 = icmp slt <4 x i64> %t598, zeroinitializer
  %t602 = select <4 x i1> %t601, <4 x i64> %t600, <4 x i64> %t599
  store <4 x i64> %t602, ptr %v15.0
  %t603 = load <4 x i64>, ptr %v7.0
  %t604 = load <4 x i64>, ptr %v24.0
  %t605 = and <4 x i64> %t603, %t604
  %t606 = icmp slt <4 x i64> %t605, zeroinitializer
  %t607 = bitcast <4 x i1> %t606 to i4
  %t608 = icmp ne i4 %t607, 0
  %t609 = xor i1 %t608, true
  br i1 %t609, label %then610, label %done610, !prof !0
then610:
  br label %end11
done610:
  br label %next11
next11:
  %t611 = load i64, ptr %v28
  %t612 = add nsw i64 %t611, 1
  store i64 %t612, ptr %v28
  br label %head11
end11:
  store <4 x i64> splat (i64 0), ptr %v18.0
  store i64 0, ptr %v17
  %t613 = load i64, ptr %v5
  %t614 = load i64, ptr %v4
  %t615 = icmp slt i64 %t613, %t614
  br i1 %t615, label %then616, label %done616, !prof !0
then616:
  br label %end9
done616:
  br label %next9
end9:
  br label %next8
end8:
  %t617 = load i64, ptr %v4
  ret i64 %t617
fail:
  %t618 = load i64, ptr %exit_id
  switch i64 %t618, label %nowhere [ i64 8, label %exit8 ]
nowhere:
  unreachable
exit8:
  %t619 = load i64, ptr %s3
  ret i64 %t619
}

@hotloop_nothing = private constant [64 x i64] zeroinitializer, align 16
declare i32 @llvm.ctpop.i32(i32) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
