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
  %v11 = alloca i64
  %v12 = alloca double
  %v13 = alloca double
  %v14 = alloca i64
  %v15 = alloca i64
  %v16 = alloca i64
  %v17 = alloca i64
  %v18 = alloca i64
  %v19 = alloca i64
  %v20 = alloca i64
  %v21 = alloca i64
  %v22 = alloca i64
  %v23 = alloca i64
  %v24 = alloca i64
  %v25 = alloca double
  %v26 = alloca double
  %v27 = alloca double
  %v28 = alloca i64
  %v29 = alloca i64
  %exit_id = alloca i64
  %countdown = alloca i64
  %s0 = alloca ptr
  %s1 = alloca i64
  %s2 = alloca ptr
  %captures47 = alloca [3 x i64]
  %s8 = alloca i64
  %s5 = alloca i64
  %s6 = alloca i64
  %s7 = alloca i64
  %s9 = alloca i64
  %s13 = alloca double
  %s19 = alloca i64
  %s16 = alloca i64
  %s17 = alloca i64
  %s18 = alloca i64
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
  %t23 = load ptr, ptr %v0
  store ptr %t23, ptr %s0
  %t24 = load i64, ptr %v1
  store i64 %t24, ptr %s1
  %t25 = load ptr, ptr %v2
  store ptr %t25, ptr %s2
  store i64 0, ptr %exit_id
  ; undo flags
  store i64 0, ptr %v5
  store i64 1, ptr %v6
  %t27 = load i64, ptr %v0.len
  %t28 = call i64 @llvm.smax.i64(i64 %t27, i64 0)
  store i64 %t28, ptr %v7
  store i64 0, ptr %v8
  store i64 0, ptr %v8
  br label %head1
head1:
  %t29 = load i64, ptr %v8
  %t30 = load i64, ptr %v1
  %t31 = add i64 %t30, -1
  %t32 = call i64 @llvm.smax.i64(i64 %t31, i64 0)
  %t33 = icmp sgt i64 %t32, 0
  %t34 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t30)
  %t35 = extractvalue {i64, i1} %t34, 1
  %t36 = xor i1 %t35, true
  %t37 = load i64, ptr %v0.dim1
  %t38 = icmp slt i64 0, %t37
  %t39 = load i64, ptr %v0.len
  %t40 = call i64 @llvm.smax.i64(i64 %t39, i64 0)
  %t41 = load i64, ptr %v8
  %t42 = select i1 %t38, i64 %t40, i64 %t41
  %t43 = select i1 %t36, i64 %t42, i64 %t41
  %t44 = load i64, ptr %v2.len
  %t45 = call i64 @llvm.smin.i64(i64 %t43, i64 %t44)
  %t46 = select i1 %t33, i64 %t45, i64 %t41
  %t48 = sub i64 %t46, %t29
  %t49 = icmp sge i64 %t48, 4
  br i1 %t49, label %strips47, label %scalar47
strips47:
  %t50 = load ptr, ptr %v0
  %t51 = getelementptr i64, ptr %captures47, i64 0
  store ptr %t50, ptr %t51
  %t52 = load i64, ptr %v1
  %t53 = getelementptr i64, ptr %captures47, i64 1
  store i64 %t52, ptr %t53
  %t54 = load ptr, ptr %v2
  %t55 = getelementptr i64, ptr %captures47, i64 2
  store ptr %t54, ptr %t55
  %t56 = getelementptr i8, ptr %host, i64 40
  %t57 = load ptr, ptr %t56
  %t58 = call i64 %t57(ptr %host, i64 0, ptr @hotloop_kernel_0, ptr %captures47, i64 %t29, i64 %t46, i64 %t46)
  store i64 %t58, ptr %v8
  %t59 = getelementptr i8, ptr %host, i64 16
  %t60 = load i64, ptr %t59
  store i64 %t60, ptr %countdown
  br label %scalar47
scalar47:
  %t61 = load ptr, ptr %v0
  store ptr %t61, ptr %s0
  %t62 = load i64, ptr %v1
  store i64 %t62, ptr %s1
  %t63 = load ptr, ptr %v2
  store ptr %t63, ptr %s2
  %t64 = load i64, ptr %v8
  store i64 %t64, ptr %s8
  %t65 = load i64, ptr %v5
  store i64 %t65, ptr %s5
  %t66 = load i64, ptr %v6
  store i64 %t66, ptr %s6
  %t67 = load i64, ptr %v7
  store i64 %t67, ptr %s7
  store i64 1, ptr %exit_id
  ; undo flags
  %t70 = load i64, ptr %countdown
  %t71 = sub i64 %t70, 1
  store i64 %t71, ptr %countdown
  %t72 = icmp slt i64 %t71, 0
  br i1 %t72, label %poll69, label %go69, !prof !1
poll69:
  %t73 = getelementptr i8, ptr %host, i64 24
  %t74 = load ptr, ptr %t73
  %t75 = call i64 %t74(ptr %host)
  %t76 = getelementptr i8, ptr %host, i64 16
  %t77 = load i64, ptr %t76
  store i64 %t77, ptr %countdown
  %t78 = icmp ne i64 %t75, 0
  br i1 %t78, label %fail, label %go69, !prof !1
go69:
  %t79 = load i64, ptr %v8
  %t80 = load i64, ptr %v0.len
  %t81 = call i64 @llvm.smax.i64(i64 %t80, i64 0)
  %t82 = icmp slt i64 %t79, %t81
  br i1 %t82, label %body1, label %end1, !prof !0
body1:
  %t83 = load i64, ptr %v8
  store i64 %t83, ptr %v9
  %t84 = load i64, ptr %v0.dim1
  %t85 = icmp slt i64 0, %t84
  br i1 %t85, label %good86, label %fail, !prof !0
good86:
  %t87 = load i64, ptr %v8
  %t88 = load i64, ptr %v0.dim1
  %t89 = mul i64 %t87, %t88
  %t90 = add i64 %t89, 0
  %t91 = load ptr, ptr %v0.data
  %t92 = getelementptr double, ptr %t91, i64 %t90
  %t93 = load double, ptr %t92
  store double %t93, ptr %v12
  %t94 = load double, ptr %v12
  store double %t94, ptr %v13
  %t95 = load i64, ptr %v1
  %t96 = call {i64, i1} @llvm.ssub.with.overflow.i64(i64 1, i64 %t95)
  %t97 = extractvalue {i64, i1} %t96, 1
  %t98 = xor i1 %t97, true
  br i1 %t98, label %good99, label %fail, !prof !0
good99:
  store i64 1, ptr %v16
  store i64 1, ptr %v17
  %t100 = load i64, ptr %v1
  %t101 = add i64 %t100, -1
  %t102 = call i64 @llvm.smax.i64(i64 %t101, i64 0)
  store i64 %t102, ptr %v18
  store i64 0, ptr %v19
  store i64 0, ptr %v19
  br label %head3
head3:
  %t103 = load ptr, ptr %v0
  store ptr %t103, ptr %s0
  %t104 = load i64, ptr %v1
  store i64 %t104, ptr %s1
  %t105 = load i64, ptr %v9
  store i64 %t105, ptr %s9
  %t106 = load ptr, ptr %v2
  store ptr %t106, ptr %s2
  %t107 = load double, ptr %v13
  store double %t107, ptr %s13
  %t108 = load i64, ptr %v8
  store i64 %t108, ptr %s8
  %t109 = load i64, ptr %v5
  store i64 %t109, ptr %s5
  %t110 = load i64, ptr %v6
  store i64 %t110, ptr %s6
  %t111 = load i64, ptr %v7
  store i64 %t111, ptr %s7
  %t112 = load i64, ptr %v19
  store i64 %t112, ptr %s19
  %t113 = load i64, ptr %v16
  store i64 %t113, ptr %s16
  %t114 = load i64, ptr %v17
  store i64 %t114, ptr %s17
  %t115 = load i64, ptr %v18
  store i64 %t115, ptr %s18
  store i64 2, ptr %exit_id
  ; undo flags
  %t118 = load i64, ptr %countdown
  %t119 = sub i64 %t118, 1
  store i64 %t119, ptr %countdown
  %t120 = icmp slt i64 %t119, 0
  br i1 %t120, label %poll117, label %go117, !prof !1
poll117:
  %t121 = getelementptr i8, ptr %host, i64 24
  %t122 = load ptr, ptr %t121
  %t123 = call i64 %t122(ptr %host)
  %t124 = getelementptr i8, ptr %host, i64 16
  %t125 = load i64, ptr %t124
  store i64 %t125, ptr %countdown
  %t126 = icmp ne i64 %t123, 0
  br i1 %t126, label %fail, label %go117, !prof !1
go117:
  %t127 = load i64, ptr %v19
  %t128 = load i64, ptr %v1
  %t129 = add i64 %t128, -1
  %t130 = call i64 @llvm.smax.i64(i64 %t129, i64 0)
  %t131 = icmp slt i64 %t127, %t130
  br i1 %t131, label %body3, label %end3, !prof !0
body3:
  %t132 = load i64, ptr %v19
  %t133 = add i64 %t132, 1
  %t134 = load i64, ptr %v0.dim1
  %t135 = icmp slt i64 %t133, %t134
  br i1 %t135, label %good136, label %fail, !prof !0
good136:
  %t137 = load i64, ptr %v8
  %t138 = load i64, ptr %v0.dim1
  %t139 = mul i64 %t137, %t138
  %t140 = load i64, ptr %v19
  %t141 = add i64 %t140, 1
  %t142 = add i64 %t139, %t141
  %t143 = load ptr, ptr %v0.data
  %t144 = getelementptr double, ptr %t143, i64 %t142
  %t145 = load double, ptr %t144
  store double %t145, ptr %v25
  %t146 = load double, ptr %v13
  %t147 = load double, ptr %v25
  %t148 = fadd double %t146, %t147
  store double %t148, ptr %v26
  %t149 = load double, ptr %v26
  %t150 = call double @llvm.fabs.f64(double %t149)
  %t151 = fcmp olt double %t150, 0x7FF0000000000000
  br i1 %t151, label %good152, label %fail, !prof !0
good152:
  %t153 = load double, ptr %v26
  store double %t153, ptr %v13
  br label %next3
next3:
  %t154 = load i64, ptr %v19
  %t155 = add nsw i64 %t154, 1
  store i64 %t155, ptr %v19
  br label %head3
end3:
  br label %end2
end2:
  %t156 = load ptr, ptr %v0
  store ptr %t156, ptr %s0
  %t157 = load i64, ptr %v1
  store i64 %t157, ptr %s1
  %t158 = load i64, ptr %v9
  store i64 %t158, ptr %s9
  %t159 = load ptr, ptr %v2
  store ptr %t159, ptr %s2
  %t160 = load double, ptr %v13
  store double %t160, ptr %s13
  %t161 = load i64, ptr %v8
  store i64 %t161, ptr %s8
  %t162 = load i64, ptr %v5
  store i64 %t162, ptr %s5
  %t163 = load i64, ptr %v6
  store i64 %t163, ptr %s6
  %t164 = load i64, ptr %v7
  store i64 %t164, ptr %s7
  store i64 3, ptr %exit_id
  ; undo flags
  %t166 = load i64, ptr %v8
  %t167 = load i64, ptr %v2.len
  %t168 = icmp slt i64 %t166, %t167
  br i1 %t168, label %good169, label %fail, !prof !0
good169:
  %t170 = load i64, ptr %v8
  %t171 = load ptr, ptr %v2.data
  %t172 = getelementptr double, ptr %t171, i64 %t170
  %t173 = load double, ptr %v13
  store double %t173, ptr %t172
  br label %next1
next1:
  %t174 = load i64, ptr %v8
  %t175 = add nsw i64 %t174, 1
  store i64 %t175, ptr %v8
  br label %head1
end1:
  br label %end0
end0:
  %t176 = load ptr, ptr %v0
  store ptr %t176, ptr %s0
  %t177 = load i64, ptr %v1
  store i64 %t177, ptr %s1
  %t178 = load ptr, ptr %v2
  store ptr %t178, ptr %s2
  store i64 4, ptr %exit_id
  ; undo flags
  ret i64 0
fail:
  %t180 = load i64, ptr %exit_id
  switch i64 %t180, label %nowhere [ i64 0, label %exit0 i64 1, label %exit1 i64 2, label %exit2 i64 3, label %exit3 i64 4, label %exit4 ]
nowhere:
  unreachable
exit0:
  %t181 = load ptr, ptr %s0
  %t182 = getelementptr i64, ptr %frame, i64 0
  store ptr %t181, ptr %t182
  %t183 = load i64, ptr %s1
  %t184 = getelementptr i64, ptr %frame, i64 1
  store i64 %t183, ptr %t184
  %t185 = load ptr, ptr %s2
  %t186 = getelementptr i64, ptr %frame, i64 2
  store ptr %t185, ptr %t186
  ret i64 1
exit1:
  %t187 = load ptr, ptr %s0
  %t188 = getelementptr i64, ptr %frame, i64 0
  store ptr %t187, ptr %t188
  %t189 = load i64, ptr %s1
  %t190 = getelementptr i64, ptr %frame, i64 1
  store i64 %t189, ptr %t190
  %t191 = load ptr, ptr %s2
  %t192 = getelementptr i64, ptr %frame, i64 2
  store ptr %t191, ptr %t192
  %t193 = load i64, ptr %s8
  %t194 = getelementptr i64, ptr %frame, i64 3
  store i64 %t193, ptr %t194
  %t195 = load i64, ptr %s5
  %t196 = getelementptr i64, ptr %frame, i64 4
  store i64 %t195, ptr %t196
  %t197 = load i64, ptr %s6
  %t198 = getelementptr i64, ptr %frame, i64 5
  store i64 %t197, ptr %t198
  %t199 = load i64, ptr %s7
  %t200 = getelementptr i64, ptr %frame, i64 6
  store i64 %t199, ptr %t200
  ret i64 2
exit2:
  %t201 = load ptr, ptr %s0
  %t202 = getelementptr i64, ptr %frame, i64 0
  store ptr %t201, ptr %t202
  %t203 = load i64, ptr %s1
  %t204 = getelementptr i64, ptr %frame, i64 1
  store i64 %t203, ptr %t204
  %t205 = load i64, ptr %s9
  %t206 = getelementptr i64, ptr %frame, i64 2
  store i64 %t205, ptr %t206
  %t207 = load ptr, ptr %s2
  %t208 = getelementptr i64, ptr %frame, i64 3
  store ptr %t207, ptr %t208
  %t209 = load double, ptr %s13
  %t210 = getelementptr i64, ptr %frame, i64 4
  store double %t209, ptr %t210
  %t211 = load i64, ptr %s8
  %t212 = getelementptr i64, ptr %frame, i64 5
  store i64 %t211, ptr %t212
  %t213 = load i64, ptr %s5
  %t214 = getelementptr i64, ptr %frame, i64 6
  store i64 %t213, ptr %t214
  %t215 = load i64, ptr %s6
  %t216 = getelementptr i64, ptr %frame, i64 7
  store i64 %t215, ptr %t216
  %t217 = load i64, ptr %s7
  %t218 = getelementptr i64, ptr %frame, i64 8
  store i64 %t217, ptr %t218
  %t219 = load i64, ptr %s19
  %t220 = getelementptr i64, ptr %frame, i64 9
  store i64 %t219, ptr %t220
  %t221 = load i64, ptr %s16
  %t222 = getelementptr i64, ptr %frame, i64 10
  store i64 %t221, ptr %t222
  %t223 = load i64, ptr %s17
  %t224 = getelementptr i64, ptr %frame, i64 11
  store i64 %t223, ptr %t224
  %t225 = load i64, ptr %s18
  %t226 = getelementptr i64, ptr %frame, i64 12
  store i64 %t225, ptr %t226
  ret i64 3
exit3:
  %t227 = load ptr, ptr %s0
  %t228 = getelementptr i64, ptr %frame, i64 0
  store ptr %t227, ptr %t228
  %t229 = load i64, ptr %s1
  %t230 = getelementptr i64, ptr %frame, i64 1
  store i64 %t229, ptr %t230
  %t231 = load i64, ptr %s9
  %t232 = getelementptr i64, ptr %frame, i64 2
  store i64 %t231, ptr %t232
  %t233 = load ptr, ptr %s2
  %t234 = getelementptr i64, ptr %frame, i64 3
  store ptr %t233, ptr %t234
  %t235 = load double, ptr %s13
  %t236 = getelementptr i64, ptr %frame, i64 4
  store double %t235, ptr %t236
  %t237 = load i64, ptr %s8
  %t238 = getelementptr i64, ptr %frame, i64 5
  store i64 %t237, ptr %t238
  %t239 = load i64, ptr %s5
  %t240 = getelementptr i64, ptr %frame, i64 6
  store i64 %t239, ptr %t240
  %t241 = load i64, ptr %s6
  %t242 = getelementptr i64, ptr %frame, i64 7
  store i64 %t241, ptr %t242
  %t243 = load i64, ptr %s7
  %t244 = getelementptr i64, ptr %frame, i64 8
  store i64 %t243, ptr %t244
  ret i64 4
exit4:
  %t245 = load ptr, ptr %s0
  %t246 = getelementptr i64, ptr %frame, i64 0
  store ptr %t245, ptr %t246
  %t247 = load i64, ptr %s1
  %t248 = getelementptr i64, ptr %frame, i64 1
  store i64 %t247, ptr %t248
  %t249 = load ptr, ptr %s2
  %t250 = getelementptr i64, ptr %frame, i64 2
  store ptr %t249, ptr %t250
  ret i64 5
}

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="256" "stackrealign" {
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
  %v6.0 = alloca <4 x double>
  %v7.0 = alloca <4 x double>
  %v8.0 = alloca <4 x double>
  %v9 = alloca i64
  %v10 = alloca i64
  %v11 = alloca i64
  %v12.0 = alloca <4 x double>
  %v13.0 = alloca <4 x double>
  %v14.0 = alloca <4 x double>
  %v15.0 = alloca <4 x double>
  %v16.0 = alloca <4 x double>
  %v17.0 = alloca <4 x double>
  %v18.0 = alloca <4 x double>
  %v19.0 = alloca <4 x double>
  %v20.0 = alloca <4 x double>
  %v21.0 = alloca <4 x double>
  %v22.0 = alloca <4 x double>
  %exit_id = alloca i64
  %countdown = alloca i64
  %s5 = alloca i64
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
  %t23 = load i64, ptr %v3
  store i64 %t23, ptr %v5
  br label %next4
next4:
  %t24 = load i64, ptr %v5
  store i64 %t24, ptr %s5
  store i64 5, ptr %exit_id
  ; undo flags
  %t27 = load i64, ptr %countdown
  %t28 = sub i64 %t27, 1
  store i64 %t28, ptr %countdown
  %t29 = icmp slt i64 %t28, 0
  br i1 %t29, label %poll26, label %go26, !prof !1
poll26:
  %t30 = getelementptr i8, ptr %host, i64 24
  %t31 = load ptr, ptr %t30
  %t32 = call i64 %t31(ptr %host)
  %t33 = getelementptr i8, ptr %host, i64 16
  %t34 = load i64, ptr %t33
  store i64 %t34, ptr %countdown
  %t35 = icmp ne i64 %t32, 0
  br i1 %t35, label %fail, label %go26, !prof !1
go26:
  %t36 = load i64, ptr %v5
  %t37 = add i64 %t36, 4
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v5
  %t42 = add i64 %t41, 0
  %t43 = load ptr, ptr %v0.data
  %t44 = add i64 %t42, 0
  %t45 = load i64, ptr %v0.dim1
  %t46 = mul i64 %t44, %t45
  %t47 = getelementptr double, ptr %t43, i64 %t46
  %t48 = add i64 0, 0
  %t49 = getelementptr double, ptr %t47, i64 %t48
  %t50 = add i64 %t42, 1
  %t51 = load i64, ptr %v0.dim1
  %t52 = mul i64 %t50, %t51
  %t53 = getelementptr double, ptr %t43, i64 %t52
  %t54 = add i64 0, 0
  %t55 = getelementptr double, ptr %t53, i64 %t54
  %t56 = add i64 %t42, 2
  %t57 = load i64, ptr %v0.dim1
  %t58 = mul i64 %t56, %t57
  %t59 = getelementptr double, ptr %t43, i64 %t58
  %t60 = add i64 0, 0
  %t61 = getelementptr double, ptr %t59, i64 %t60
  %t62 = add i64 %t42, 3
  %t63 = load i64, ptr %v0.dim1
  %t64 = mul i64 %t62, %t63
  %t65 = getelementptr double, ptr %t43, i64 %t64
  %t66 = add i64 0, 0
  %t67 = getelementptr double, ptr %t65, i64 %t66
  %t68 = load double, ptr %t49, align 8
  %t69 = insertelement <4 x double> poison, double %t68, i64 0
  %t70 = load double, ptr %t55, align 8
  %t71 = insertelement <4 x double> %t69, double %t70, i64 1
  %t72 = load double, ptr %t61, align 8
  %t73 = insertelement <4 x double> %t71, double %t72, i64 2
  %t74 = load double, ptr %t67, align 8
  %t75 = insertelement <4 x double> %t73, double %t74, i64 3
  store <4 x double> %t75, ptr %v6.0
  %t76 = load <4 x double>, ptr %v6.0
  store <4 x double> %t76, ptr %v8.0
  store i64 0, ptr %v9
  %t77 = load i64, ptr %v1
  %t78 = add i64 %t77, -1
  %t79 = call i64 @llvm.smax.i64(i64 %t78, i64 0)
  %t80 = icmp sle i64 %t79, 0
  %t81 = load i64, ptr %v0.dim1
  %t82 = icmp slt i64 %t79, %t81
  %t83 = or i1 %t80, %t82
  br i1 %t83, label %good84, label %fail, !prof !0
good84:
  store i64 0, ptr %v9
  br label %next5
next5:
  %t86 = load i64, ptr %countdown
  %t87 = sub i64 %t86, 1
  store i64 %t87, ptr %countdown
  %t88 = icmp slt i64 %t87, 0
  br i1 %t88, label %poll85, label %go85, !prof !1
poll85:
  %t89 = getelementptr i8, ptr %host, i64 24
  %t90 = load ptr, ptr %t89
  %t91 = call i64 %t90(ptr %host)
  %t92 = getelementptr i8, ptr %host, i64 16
  %t93 = load i64, ptr %t92
  store i64 %t93, ptr %countdown
  %t94 = icmp ne i64 %t91, 0
  br i1 %t94, label %fail, label %go85, !prof !1
go85:
  %t95 = load i64, ptr %v9
  %t96 = add i64 %t95, 8
  %t97 = load i64, ptr %v1
  %t98 = add i64 %t97, -1
  %t99 = call i64 @llvm.smax.i64(i64 %t98, i64 0)
  %t100 = icmp sgt i64 %t96, %t99
  br i1 %t100, label %then101, label %done101, !prof !1
then101:
  br label %end5
done101:
  %t102 = load i64, ptr %v5
  %t103 = add i64 %t102, 0
  %t104 = load i64, ptr %v9
  %t105 = add i64 %t104, 1
  %t106 = load ptr, ptr %v0.data
  %t107 = add i64 %t103, 0
  %t108 = load i64, ptr %v0.dim1
  %t109 = mul i64 %t107, %t108
  %t110 = getelementptr double, ptr %t106, i64 %t109
  %t111 = add i64 %t105, 0
  %t112 = getelementptr double, ptr %t110, i64 %t111
  %t113 = add i64 %t103, 1
  %t114 = load i64, ptr %v0.dim1
  %t115 = mul i64 %t113, %t114
  %t116 = getelementptr double, ptr %t106, i64 %t115
  %t117 = add i64 %t105, 0
  %t118 = getelementptr double, ptr %t116, i64 %t117
  %t119 = add i64 %t103, 2
  %t120 = load i64, ptr %v0.dim1
  %t121 = mul i64 %t119, %t120
  %t122 = getelementptr double, ptr %t106, i64 %t121
  %t123 = add i64 %t105, 0
  %t124 = getelementptr double, ptr %t122, i64 %t123
  %t125 = add i64 %t103, 3
  %t126 = load i64, ptr %v0.dim1
  %t127 = mul i64 %t125, %t126
  %t128 = getelementptr double, ptr %t106, i64 %t127
  %t129 = add i64 %t105, 0
  %t130 = getelementptr double, ptr %t128, i64 %t129
  %t131 = load <4 x double>, ptr %t112, align 8
  %t132 = load <4 x double>, ptr %t118, align 8
  %t133 = load <4 x double>, ptr %t124, align 8
  %t134 = load <4 x double>, ptr %t130, align 8
  %t135 = shufflevector <4 x double> %t131, <4 x double> %t132, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t136 = shufflevector <4 x double> %t131, <4 x double> %t132, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t137 = shufflevector <4 x double> %t133, <4 x double> %t134, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t138 = shufflevector <4 x double> %t133, <4 x double> %t134, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t139 = shufflevector <4 x double> %t135, <4 x double> %t137, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t140 = shufflevector <4 x double> %t135, <4 x double> %t137, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %t141 = shufflevector <4 x double> %t136, <4 x double> %t138, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t142 = shufflevector <4 x double> %t136, <4 x double> %t138, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  store <4 x double> %t139, ptr %v12.0
  store <4 x double> %t141, ptr %v13.0
  store <4 x double> %t140, ptr %v14.0
  store <4 x double> %t142, ptr %v15.0
  %t143 = load i64, ptr %v5
  %t144 = add i64 %t143, 0
  %t145 = load i64, ptr %v9
  %t146 = add i64 %t145, 5
  %t147 = load ptr, ptr %v0.data
  %t148 = add i64 %t144, 0
  %t149 = load i64, ptr %v0.dim1
  %t150 = mul i64 %t148, %t149
  %t151 = getelementptr double, ptr %t147, i64 %t150
  %t152 = add i64 %t146, 0
  %t153 = getelementptr double, ptr %t151, i64 %t152
  %t154 = add i64 %t144, 1
  %t155 = load i64, ptr %v0.dim1
  %t156 = mul i64 %t154, %t155
  %t157 = getelementptr double, ptr %t147, i64 %t156
  %t158 = add i64 %t146, 0
  %t159 = getelementptr double, ptr %t157, i64 %t158
  %t160 = add i64 %t144, 2
  %t161 = load i64, ptr %v0.dim1
  %t162 = mul i64 %t160, %t161
  %t163 = getelementptr double, ptr %t147, i64 %t162
  %t164 = add i64 %t146, 0
  %t165 = getelementptr double, ptr %t163, i64 %t164
  %t166 = add i64 %t144, 3
  %t167 = load i64, ptr %v0.dim1
  %t168 = mul i64 %t166, %t167
  %t169 = getelementptr double, ptr %t147, i64 %t168
  %t170 = add i64 %t146, 0
  %t171 = getelementptr double, ptr %t169, i64 %t170
  %t172 = load <4 x double>, ptr %t153, align 8
  %t173 = load <4 x double>, ptr %t159, align 8
  %t174 = load <4 x double>, ptr %t165, align 8
  %t175 = load <4 x double>, ptr %t171, align 8
  %t176 = shufflevector <4 x double> %t172, <4 x double> %t173, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t177 = shufflevector <4 x double> %t172, <4 x double> %t173, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t178 = shufflevector <4 x double> %t174, <4 x double> %t175, <4 x i32> <i32 0, i32 4, i32 2, i32 6>
  %t179 = shufflevector <4 x double> %t174, <4 x double> %t175, <4 x i32> <i32 1, i32 5, i32 3, i32 7>
  %t180 = shufflevector <4 x double> %t176, <4 x double> %t178, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t181 = shufflevector <4 x double> %t176, <4 x double> %t178, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  %t182 = shufflevector <4 x double> %t177, <4 x double> %t179, <4 x i32> <i32 0, i32 1, i32 4, i32 5>
  %t183 = shufflevector <4 x double> %t177, <4 x double> %t179, <4 x i32> <i32 2, i32 3, i32 6, i32 7>
  store <4 x double> %t180, ptr %v16.0
  store <4 x double> %t182, ptr %v17.0
  store <4 x double> %t181, ptr %v18.0
  store <4 x double> %t183, ptr %v19.0
  %t184 = load <4 x double>, ptr %v8.0
  %t185 = load <4 x double>, ptr %v12.0
  %t186 = fadd <4 x double> %t184, %t185
  store <4 x double> %t186, ptr %v21.0
  %t187 = load <4 x double>, ptr %v21.0
  %t188 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t187)
  %t189 = fcmp olt <4 x double> %t188, splat (double 0x7FF0000000000000)
  %t190 = sext <4 x i1> %t189 to <4 x i64>
  %t191 = xor <4 x i64> %t190, splat (i64 -1)
  %t192 = icmp slt <4 x i64> %t191, zeroinitializer
  %t193 = bitcast <4 x i1> %t192 to i4
  %t194 = icmp ne i4 %t193, 0
  %t195 = xor i1 %t194, true
  br i1 %t195, label %good196, label %fail, !prof !0
good196:
  %t197 = load <4 x double>, ptr %v21.0
  store <4 x double> %t197, ptr %v8.0
  %t198 = load <4 x double>, ptr %v21.0
  %t199 = load <4 x double>, ptr %v13.0
  %t200 = fadd <4 x double> %t198, %t199
  store <4 x double> %t200, ptr %v21.0
  %t201 = load <4 x double>, ptr %v21.0
  %t202 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t201)
  %t203 = fcmp olt <4 x double> %t202, splat (double 0x7FF0000000000000)
  %t204 = sext <4 x i1> %t203 to <4 x i64>
  %t205 = xor <4 x i64> %t204, splat (i64 -1)
  %t206 = icmp slt <4 x i64> %t205, zeroinitializer
  %t207 = bitcast <4 x i1> %t206 to i4
  %t208 = icmp ne i4 %t207, 0
  %t209 = xor i1 %t208, true
  br i1 %t209, label %good210, label %fail, !prof !0
good210:
  %t211 = load <4 x double>, ptr %v21.0
  store <4 x double> %t211, ptr %v8.0
  %t212 = load <4 x double>, ptr %v21.0
  %t213 = load <4 x double>, ptr %v14.0
  %t214 = fadd <4 x double> %t212, %t213
  store <4 x double> %t214, ptr %v21.0
  %t215 = load <4 x double>, ptr %v21.0
  %t216 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t215)
  %t217 = fcmp olt <4 x double> %t216, splat (double 0x7FF0000000000000)
  %t218 = sext <4 x i1> %t217 to <4 x i64>
  %t219 = xor <4 x i64> %t218, splat (i64 -1)
  %t220 = icmp slt <4 x i64> %t219, zeroinitializer
  %t221 = bitcast <4 x i1> %t220 to i4
  %t222 = icmp ne i4 %t221, 0
  %t223 = xor i1 %t222, true
  br i1 %t223, label %good224, label %fail, !prof !0
good224:
  %t225 = load <4 x double>, ptr %v21.0
  store <4 x double> %t225, ptr %v8.0
  %t226 = load <4 x double>, ptr %v21.0
  %t227 = load <4 x double>, ptr %v15.0
  %t228 = fadd <4 x double> %t226, %t227
  store <4 x double> %t228, ptr %v21.0
  %t229 = load <4 x double>, ptr %v21.0
  %t230 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t229)
  %t231 = fcmp olt <4 x double> %t230, splat (double 0x7FF0000000000000)
  %t232 = sext <4 x i1> %t231 to <4 x i64>
  %t233 = xor <4 x i64> %t232, splat (i64 -1)
  %t234 = icmp slt <4 x i64> %t233, zeroinitializer
  %t235 = bitcast <4 x i1> %t234 to i4
  %t236 = icmp ne i4 %t235, 0
  %t237 = xor i1 %t236, true
  br i1 %t237, label %good238, label %fail, !prof !0
good238:
  %t239 = load <4 x double>, ptr %v21.0
  store <4 x double> %t239, ptr %v8.0
  %t240 = load <4 x double>, ptr %v21.0
  %t241 = load <4 x double>, ptr %v16.0
  %t242 = fadd <4 x double> %t240, %t241
  store <4 x double> %t242, ptr %v21.0
  %t243 = load <4 x double>, ptr %v21.0
  %t244 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t243)
  %t245 = fcmp olt <4 x double> %t244, splat (double 0x7FF0000000000000)
  %t246 = sext <4 x i1> %t245 to <4 x i64>
  %t247 = xor <4 x i64> %t246, splat (i64 -1)
  %t248 = icmp slt <4 x i64> %t247, zeroinitializer
  %t249 = bitcast <4 x i1> %t248 to i4
  %t250 = icmp ne i4 %t249, 0
  %t251 = xor i1 %t250, true
  br i1 %t251, label %good252, label %fail, !prof !0
good252:
  %t253 = load <4 x double>, ptr %v21.0
  store <4 x double> %t253, ptr %v8.0
  %t254 = load <4 x double>, ptr %v21.0
  %t255 = load <4 x double>, ptr %v17.0
  %t256 = fadd <4 x double> %t254, %t255
  store <4 x double> %t256, ptr %v21.0
  %t257 = load <4 x double>, ptr %v21.0
  %t258 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t257)
  %t259 = fcmp olt <4 x double> %t258, splat (double 0x7FF0000000000000)
  %t260 = sext <4 x i1> %t259 to <4 x i64>
  %t261 = xor <4 x i64> %t260, splat (i64 -1)
  %t262 = icmp slt <4 x i64> %t261, zeroinitializer
  %t263 = bitcast <4 x i1> %t262 to i4
  %t264 = icmp ne i4 %t263, 0
  %t265 = xor i1 %t264, true
  br i1 %t265, label %good266, label %fail, !prof !0
good266:
  %t267 = load <4 x double>, ptr %v21.0
  store <4 x double> %t267, ptr %v8.0
  %t268 = load <4 x double>, ptr %v21.0
  %t269 = load <4 x double>, ptr %v18.0
  %t270 = fadd <4 x double> %t268, %t269
  store <4 x double> %t270, ptr %v21.0
  %t271 = load <4 x double>, ptr %v21.0
  %t272 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t271)
  %t273 = fcmp olt <4 x double> %t272, splat (double 0x7FF0000000000000)
  %t274 = sext <4 x i1> %t273 to <4 x i64>
  %t275 = xor <4 x i64> %t274, splat (i64 -1)
  %t276 = icmp slt <4 x i64> %t275, zeroinitializer
  %t277 = bitcast <4 x i1> %t276 to i4
  %t278 = icmp ne i4 %t277, 0
  %t279 = xor i1 %t278, true
  br i1 %t279, label %good280, label %fail, !prof !0
good280:
  %t281 = load <4 x double>, ptr %v21.0
  store <4 x double> %t281, ptr %v8.0
  %t282 = load <4 x double>, ptr %v21.0
  %t283 = load <4 x double>, ptr %v19.0
  %t284 = fadd <4 x double> %t282, %t283
  store <4 x double> %t284, ptr %v21.0
  %t285 = load <4 x double>, ptr %v21.0
  %t286 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t285)
  %t287 = fcmp olt <4 x double> %t286, splat (double 0x7FF0000000000000)
  %t288 = sext <4 x i1> %t287 to <4 x i64>
  %t289 = xor <4 x i64> %t288, splat (i64 -1)
  %t290 = icmp slt <4 x i64> %t289, zeroinitializer
  %t291 = bitcast <4 x i1> %t290 to i4
  %t292 = icmp ne i4 %t291, 0
  %t293 = xor i1 %t292, true
  br i1 %t293, label %good294, label %fail, !prof !0
good294:
  %t295 = load <4 x double>, ptr %v21.0
  store <4 x double> %t295, ptr %v8.0
  %t296 = load i64, ptr %v9
  %t297 = add i64 %t296, 8
  store i64 %t297, ptr %v9
  br label %next5
end5:
  br label %next3
next3:
  %t299 = load i64, ptr %countdown
  %t300 = sub i64 %t299, 1
  store i64 %t300, ptr %countdown
  %t301 = icmp slt i64 %t300, 0
  br i1 %t301, label %poll298, label %go298, !prof !1
poll298:
  %t302 = getelementptr i8, ptr %host, i64 24
  %t303 = load ptr, ptr %t302
  %t304 = call i64 %t303(ptr %host)
  %t305 = getelementptr i8, ptr %host, i64 16
  %t306 = load i64, ptr %t305
  store i64 %t306, ptr %countdown
  %t307 = icmp ne i64 %t304, 0
  br i1 %t307, label %fail, label %go298, !prof !1
go298:
  %t308 = load i64, ptr %v9
  %t309 = load i64, ptr %v1
  %t310 = add i64 %t309, -1
  %t311 = call i64 @llvm.smax.i64(i64 %t310, i64 0)
  %t312 = icmp sge i64 %t308, %t311
  br i1 %t312, label %then313, label %done313, !prof !1
then313:
  br label %end3
done313:
  %t314 = load i64, ptr %v5
  %t315 = add i64 %t314, 0
  %t316 = load i64, ptr %v9
  %t317 = add i64 %t316, 1
  %t318 = load ptr, ptr %v0.data
  %t319 = add i64 %t315, 0
  %t320 = load i64, ptr %v0.dim1
  %t321 = mul i64 %t319, %t320
  %t322 = getelementptr double, ptr %t318, i64 %t321
  %t323 = add i64 %t317, 0
  %t324 = getelementptr double, ptr %t322, i64 %t323
  %t325 = add i64 %t315, 1
  %t326 = load i64, ptr %v0.dim1
  %t327 = mul i64 %t325, %t326
  %t328 = getelementptr double, ptr %t318, i64 %t327
  %t329 = add i64 %t317, 0
  %t330 = getelementptr double, ptr %t328, i64 %t329
  %t331 = add i64 %t315, 2
  %t332 = load i64, ptr %v0.dim1
  %t333 = mul i64 %t331, %t332
  %t334 = getelementptr double, ptr %t318, i64 %t333
  %t335 = add i64 %t317, 0
  %t336 = getelementptr double, ptr %t334, i64 %t335
  %t337 = add i64 %t315, 3
  %t338 = load i64, ptr %v0.dim1
  %t339 = mul i64 %t337, %t338
  %t340 = getelementptr double, ptr %t318, i64 %t339
  %t341 = add i64 %t317, 0
  %t342 = getelementptr double, ptr %t340, i64 %t341
  %t343 = load double, ptr %t324, align 8
  %t344 = insertelement <4 x double> poison, double %t343, i64 0
  %t345 = load double, ptr %t330, align 8
  %t346 = insertelement <4 x double> %t344, double %t345, i64 1
  %t347 = load double, ptr %t336, align 8
  %t348 = insertelement <4 x double> %t346, double %t347, i64 2
  %t349 = load double, ptr %t342, align 8
  %t350 = insertelement <4 x double> %t348, double %t349, i64 3
  store <4 x double> %t350, ptr %v22.0
  %t351 = load <4 x double>, ptr %v8.0
  %t352 = load <4 x double>, ptr %v22.0
  %t353 = fadd <4 x double> %t351, %t352
  store <4 x double> %t353, ptr %v21.0
  %t354 = load <4 x double>, ptr %v21.0
  %t355 = call <4 x double> @llvm.fabs.v4f64(<4 x double> %t354)
  %t356 = fcmp olt <4 x double> %t355, splat (double 0x7FF0000000000000)
  %t357 = sext <4 x i1> %t356 to <4 x i64>
  %t358 = xor <4 x i64> %t357, splat (i64 -1)
  %t359 = icmp slt <4 x i64> %t358, zeroinitializer
  %t360 = bitcast <4 x i1> %t359 to i4
  %t361 = icmp ne i4 %t360, 0
  %t362 = xor i1 %t361, true
  br i1 %t362, label %good363, label %fail, !prof !0
good363:
  %t364 = load <4 x double>, ptr %v21.0
  store <4 x double> %t364, ptr %v8.0
  %t365 = load i64, ptr %v9
  %t366 = add i64 %t365, 1
  store i64 %t366, ptr %v9
  br label %next3
end3:
  br label %end2
end2:
  %t367 = load <4 x double>, ptr %v8.0
  %t368 = load i64, ptr %v5
  %t369 = add i64 %t368, 0
  %t370 = add i64 %t369, 0
  %t371 = load ptr, ptr %v2.data
  %t372 = getelementptr double, ptr %t371, i64 %t370
  store <4 x double> %t367, ptr %t372, align 8
  %t373 = load i64, ptr %v5
  %t374 = add i64 %t373, 4
  store i64 %t374, ptr %v5
  br label %next4
end4:
  %t375 = load i64, ptr %v5
  ret i64 %t375
fail:
  %t376 = load i64, ptr %exit_id
  switch i64 %t376, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t377 = load i64, ptr %s5
  ret i64 %t377
}

declare double @llvm.fabs.f64(double) nounwind
declare <4 x double> @llvm.fabs.v4f64(<4 x double>) nounwind
declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
declare {i64, i1} @llvm.ssub.with.overflow.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
