target triple = "x86_64-unknown-linux-gnu"

define i64 @hotloop_kernel_0(ptr noalias %captures, i64 %begin, i64 %end, ptr noalias %host) nounwind "min-legal-vector-width"="512" {
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
  %v6.0 = alloca <8 x double>
  %v7.0 = alloca <8 x double>
  %v8.0 = alloca <8 x double>
  %v9.0 = alloca <8 x i64>
  %v10.0 = alloca <8 x i1>
  %v11 = alloca i1
  %v12.0 = alloca <8 x double>
  %v13.0 = alloca <8 x i64>
  %v14.0 = alloca <8 x i1>
  %v15.0 = alloca <8 x i1>
  %v16 = alloca i64
  %v17.0 = alloca <8 x i1>
  %v18.0 = alloca <8 x i1>
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
  %t37 = add i64 %t36, 8
  %t38 = load i64, ptr %v4
  %t39 = icmp sgt i64 %t37, %t38
  br i1 %t39, label %then40, label %done40, !prof !1
then40:
  br label %end4
done40:
  %t41 = load i64, ptr %v5
  %t42 = add i64 %t41, 0
  %t43 = add i64 %t42, 0
  %t44 = load ptr, ptr %v0.data
  %t45 = getelementptr double, ptr %t44, i64 %t43
  %t46 = load <8 x double>, ptr %t45, align 8
  store <8 x double> %t46, ptr %v6.0
  store <8 x double> splat (double 0x0000000000000000), ptr %v8.0
  store <8 x i64> splat (i64 0), ptr %v9.0
  store <8 x i1> splat (i1 true), ptr %v10.0
  store i1 false, ptr %v11
  br label %next5
next5:
  %t48 = load i64, ptr %countdown
  %t49 = sub i64 %t48, 1
  store i64 %t49, ptr %countdown
  %t50 = icmp slt i64 %t49, 0
  br i1 %t50, label %poll47, label %go47, !prof !1
poll47:
  %t51 = getelementptr i8, ptr %host, i64 24
  %t52 = load ptr, ptr %t51
  %t53 = call i64 %t52(ptr %host)
  %t54 = getelementptr i8, ptr %host, i64 16
  %t55 = load i64, ptr %t54
  store i64 %t55, ptr %countdown
  %t56 = icmp ne i64 %t53, 0
  br i1 %t56, label %fail, label %go47, !prof !1
go47:
  %t57 = load <8 x i1>, ptr %v10.0
  %t58 = bitcast <8 x i1> %t57 to i8
  %t59 = icmp ne i8 %t58, 0
  %t60 = xor i1 %t59, true
  br i1 %t60, label %then61, label %done61, !prof !1
then61:
  br label %end5
done61:
  %t62 = load i1, ptr %v11
  br i1 %t62, label %then63, label %done63
then63:
  br label %next6
next6:
  %t65 = load i64, ptr %countdown
  %t66 = sub i64 %t65, 1
  store i64 %t66, ptr %countdown
  %t67 = icmp slt i64 %t66, 0
  br i1 %t67, label %poll64, label %go64, !prof !1
poll64:
  %t68 = getelementptr i8, ptr %host, i64 24
  %t69 = load ptr, ptr %t68
  %t70 = call i64 %t69(ptr %host)
  %t71 = getelementptr i8, ptr %host, i64 16
  %t72 = load i64, ptr %t71
  store i64 %t72, ptr %countdown
  %t73 = icmp ne i64 %t70, 0
  br i1 %t73, label %fail, label %go64, !prof !1
go64:
  %t74 = load <8 x double>, ptr %v8.0
  store <8 x double> %t74, ptr %v12.0
  %t75 = load <8 x i64>, ptr %v9.0
  store <8 x i64> %t75, ptr %v13.0
  store <8 x i1> splat (i1 true), ptr %v14.0
  %t76 = load <8 x double>, ptr %v8.0
  %t77 = fcmp olt <8 x double> %t76, splat (double 0x4010000000000000)
  %t78 = load <8 x i64>, ptr %v9.0
  %t79 = load i64, ptr %v1
  %t80 = insertelement <8 x i64> poison, i64 %t79, i64 0
  %t81 = shufflevector <8 x i64> %t80, <8 x i64> poison, <8 x i32> zeroinitializer
  %t82 = icmp slt <8 x i64> %t78, %t81
  %t83 = and <8 x i1> %t77, %t82
  %t84 = and <8 x i1> %t83, splat (i1 true)
  store <8 x i1> %t84, ptr %v14.0
  %t85 = load <8 x double>, ptr %v8.0
  %t86 = fmul <8 x double> %t85, %t85
  %t87 = load <8 x double>, ptr %v6.0
  %t88 = fadd <8 x double> %t86, %t87
  store <8 x double> %t88, ptr %v8.0
  %t89 = load <8 x i64>, ptr %v9.0
  %t90 = add <8 x i64> %t89, splat (i64 1)
  store <8 x i64> %t90, ptr %v9.0
  %t91 = load <8 x i1>, ptr %v14.0
  %t92 = load <8 x double>, ptr %v8.0
  %t93 = fcmp olt <8 x double> %t92, splat (double 0x4010000000000000)
  %t94 = load <8 x i64>, ptr %v9.0
  %t95 = load i64, ptr %v1
  %t96 = insertelement <8 x i64> poison, i64 %t95, i64 0
  %t97 = shufflevector <8 x i64> %t96, <8 x i64> poison, <8 x i32> zeroinitializer
  %t98 = icmp slt <8 x i64> %t94, %t97
  %t99 = and <8 x i1> %t93, %t98
  %t100 = and <8 x i1> %t91, %t99
  store <8 x i1> %t100, ptr %v14.0
  %t101 = load <8 x double>, ptr %v8.0
  %t102 = fmul <8 x double> %t101, %t101
  %t103 = load <8 x double>, ptr %v6.0
  %t104 = fadd <8 x double> %t102, %t103
  store <8 x double> %t104, ptr %v8.0
  %t105 = load <8 x i64>, ptr %v9.0
  %t106 = add <8 x i64> %t105, splat (i64 1)
  store <8 x i64> %t106, ptr %v9.0
  %t107 = load <8 x i1>, ptr %v14.0
  %t108 = load <8 x double>, ptr %v8.0
  %t109 = fcmp olt <8 x double> %t108, splat (double 0x4010000000000000)
  %t110 = load <8 x i64>, ptr %v9.0
  %t111 = load i64, ptr %v1
  %t112 = insertelement <8 x i64> poison, i64 %t111, i64 0
  %t113 = shufflevector <8 x i64> %t112, <8 x i64> poison, <8 x i32> zeroinitializer
  %t114 = icmp slt <8 x i64> %t110, %t113
  %t115 = and <8 x i1> %t109, %t114
  %t116 = and <8 x i1> %t107, %t115
  store <8 x i1> %t116, ptr %v14.0
  %t117 = load <8 x double>, ptr %v8.0
  %t118 = fmul <8 x double> %t117, %t117
  %t119 = load <8 x double>, ptr %v6.0
  %t120 = fadd <8 x double> %t118, %t119
  store <8 x double> %t120, ptr %v8.0
  %t121 = load <8 x i64>, ptr %v9.0
  %t122 = add <8 x i64> %t121, splat (i64 1)
  store <8 x i64> %t122, ptr %v9.0
  %t123 = load <8 x i1>, ptr %v14.0
  %t124 = load <8 x double>, ptr %v8.0
  %t125 = fcmp olt <8 x double> %t124, splat (double 0x4010000000000000)
  %t126 = load <8 x i64>, ptr %v9.0
  %t127 = load i64, ptr %v1
  %t128 = insertelement <8 x i64> poison, i64 %t127, i64 0
  %t129 = shufflevector <8 x i64> %t128, <8 x i64> poison, <8 x i32> zeroinitializer
  %t130 = icmp slt <8 x i64> %t126, %t129
  %t131 = and <8 x i1> %t125, %t130
  %t132 = and <8 x i1> %t123, %t131
  store <8 x i1> %t132, ptr %v14.0
  %t133 = load <8 x double>, ptr %v8.0
  %t134 = fmul <8 x double> %t133, %t133
  %t135 = load <8 x double>, ptr %v6.0
  %t136 = fadd <8 x double> %t134, %t135
  store <8 x double> %t136, ptr %v8.0
  %t137 = load <8 x i64>, ptr %v9.0
  %t138 = add <8 x i64> %t137, splat (i64 1)
  store <8 x i64> %t138, ptr %v9.0
  %t139 = load <8 x i1>, ptr %v14.0
  %t140 = load <8 x double>, ptr %v8.0
  %t141 = fcmp olt <8 x double> %t140, splat (double 0x4010000000000000)
  %t142 = load <8 x i64>, ptr %v9.0
  %t143 = load i64, ptr %v1
  %t144 = insertelement <8 x i64> poison, i64 %t143, i64 0
  %t145 = shufflevector <8 x i64> %t144, <8 x i64> poison, <8 x i32> zeroinitializer
  %t146 = icmp slt <8 x i64> %t142, %t145
  %t147 = and <8 x i1> %t141, %t146
  %t148 = and <8 x i1> %t139, %t147
  store <8 x i1> %t148, ptr %v14.0
  %t149 = load <8 x double>, ptr %v8.0
  %t150 = fmul <8 x double> %t149, %t149
  %t151 = load <8 x double>, ptr %v6.0
  %t152 = fadd <8 x double> %t150, %t151
  store <8 x double> %t152, ptr %v8.0
  %t153 = load <8 x i64>, ptr %v9.0
  %t154 = add <8 x i64> %t153, splat (i64 1)
  store <8 x i64> %t154, ptr %v9.0
  %t155 = load <8 x i1>, ptr %v14.0
  %t156 = load <8 x double>, ptr %v8.0
  %t157 = fcmp olt <8 x double> %t156, splat (double 0x4010000000000000)
  %t158 = load <8 x i64>, ptr %v9.0
  %t159 = load i64, ptr %v1
  %t160 = insertelement <8 x i64> poison, i64 %t159, i64 0
  %t161 = shufflevector <8 x i64> %t160, <8 x i64> poison, <8 x i32> zeroinitializer
  %t162 = icmp slt <8 x i64> %t158, %t161
  %t163 = and <8 x i1> %t157, %t162
  %t164 = and <8 x i1> %t155, %t163
  store <8 x i1> %t164, ptr %v14.0
  %t165 = load <8 x double>, ptr %v8.0
  %t166 = fmul <8 x double> %t165, %t165
  %t167 = load <8 x double>, ptr %v6.0
  %t168 = fadd <8 x double> %t166, %t167
  store <8 x double> %t168, ptr %v8.0
  %t169 = load <8 x i64>, ptr %v9.0
  %t170 = add <8 x i64> %t169, splat (i64 1)
  store <8 x i64> %t170, ptr %v9.0
  %t171 = load <8 x i1>, ptr %v14.0
  %t172 = load <8 x double>, ptr %v8.0
  %t173 = fcmp olt <8 x double> %t172, splat (double 0x4010000000000000)
  %t174 = load <8 x i64>, ptr %v9.0
  %t175 = load i64, ptr %v1
  %t176 = insertelement <8 x i64> poison, i64 %t175, i64 0
  %t177 = shufflevector <8 x i64> %t176, <8 x i64> poison, <8 x i32> zeroinitializer
  %t178 = icmp slt <8 x i64> %t174, %t177
  %t179 = and <8 x i1> %t173, %t178
  %t180 = and <8 x i1> %t171, %t179
  store <8 x i1> %t180, ptr %v14.0
  %t181 = load <8 x double>, ptr %v8.0
  %t182 = fmul <8 x double> %t181, %t181
  %t183 = load <8 x double>, ptr %v6.0
  %t184 = fadd <8 x double> %t182, %t183
  store <8 x double> %t184, ptr %v8.0
  %t185 = load <8 x i64>, ptr %v9.0
  %t186 = add <8 x i64> %t185, splat (i64 1)
  store <8 x i64> %t186, ptr %v9.0
  %t187 = load <8 x i1>, ptr %v14.0
  %t188 = load <8 x double>, ptr %v8.0
  %t189 = fcmp olt <8 x double> %t188, splat (double 0x4010000000000000)
  %t190 = load <8 x i64>, ptr %v9.0
  %t191 = load i64, ptr %v1
  %t192 = insertelement <8 x i64> poison, i64 %t191, i64 0
  %t193 = shufflevector <8 x i64> %t192, <8 x i64> poison, <8 x i32> zeroinitializer
  %t194 = icmp slt <8 x i64> %t190, %t193
  %t195 = and <8 x i1> %t189, %t194
  %t196 = and <8 x i1> %t187, %t195
  store <8 x i1> %t196, ptr %v14.0
  %t197 = load <8 x double>, ptr %v8.0
  %t198 = fmul <8 x double> %t197, %t197
  %t199 = load <8 x double>, ptr %v6.0
  %t200 = fadd <8 x double> %t198, %t199
  store <8 x double> %t200, ptr %v8.0
  %t201 = load <8 x i64>, ptr %v9.0
  %t202 = add <8 x i64> %t201, splat (i64 1)
  store <8 x i64> %t202, ptr %v9.0
  %t203 = load <8 x i1>, ptr %v10.0
  %t204 = load <8 x i1>, ptr %v14.0
  %t205 = xor <8 x i1> %t204, splat (i1 -1)
  %t206 = and <8 x i1> %t203, %t205
  %t207 = bitcast <8 x i1> %t206 to i8
  %t208 = icmp ne i8 %t207, 0
  br i1 %t208, label %then209, label %done209, !prof !1
then209:
  %t210 = load <8 x double>, ptr %v12.0
  store <8 x double> %t210, ptr %v8.0
  %t211 = load <8 x i64>, ptr %v13.0
  store <8 x i64> %t211, ptr %v9.0
  br label %end6
done209:
  %t212 = load <8 x i1>, ptr %v10.0
  %t213 = load <8 x i64>, ptr %v9.0
  %t214 = load <8 x i64>, ptr %v13.0
  %t215 = select <8 x i1> %t212, <8 x i64> %t213, <8 x i64> %t214
  store <8 x i64> %t215, ptr %v9.0
  br label %next6
end6:
  br label %done63
done63:
  %t216 = load <8 x i1>, ptr %v10.0
  store <8 x i1> %t216, ptr %v15.0
  store i64 0, ptr %v16
  br label %head7
head7:
  %t217 = load i64, ptr %v16
  %t218 = icmp slt i64 %t217, 8
  br i1 %t218, label %body7, label %end7, !prof !0
body7:
  %t219 = load <8 x i1>, ptr %v10.0
  %t220 = bitcast <8 x i1> %t219 to i8
  %t221 = icmp ne i8 %t220, 0
  %t222 = xor i1 %t221, true
  br i1 %t222, label %then223, label %done223, !prof !1
then223:
  br label %end5
done223:
  %t224 = load <8 x i1>, ptr %v10.0
  %t225 = load <8 x double>, ptr %v8.0
  %t226 = fcmp olt <8 x double> %t225, splat (double 0x4010000000000000)
  %t227 = load <8 x i64>, ptr %v9.0
  %t228 = load i64, ptr %v1
  %t229 = insertelement <8 x i64> poison, i64 %t228, i64 0
  %t230 = shufflevector <8 x i64> %t229, <8 x i64> poison, <8 x i32> zeroinitializer
  %t231 = icmp slt <8 x i64> %t227, %t230
  %t232 = and <8 x i1> %t226, %t231
  %t233 = xor <8 x i1> %t232, splat (i1 -1)
  %t234 = and <8 x i1> %t224, %t233
  store <8 x i1> %t234, ptr %v17.0
  %t235 = load <8 x i1>, ptr %v17.0
  %t236 = bitcast <8 x i1> %t235 to i8
  %t237 = icmp ne i8 %t236, 0
  br i1 %t237, label %then238, label %done238, !prof !1
then238:
  %t239 = load <8 x i1>, ptr %v17.0
  store <8 x i1> %t239, ptr %v18.0
  %t240 = load <8 x i1>, ptr %v17.0
  %t241 = xor <8 x i1> %t240, splat (i1 -1)
  %t242 = and <8 x i1> %t240, %t241
  store <8 x i1> %t242, ptr %v17.0
  %t243 = load <8 x i1>, ptr %v10.0
  %t244 = load <8 x i1>, ptr %v18.0
  %t245 = xor <8 x i1> %t244, splat (i1 -1)
  %t246 = and <8 x i1> %t243, %t245
  store <8 x i1> %t246, ptr %v10.0
  %t247 = load <8 x i1>, ptr %v10.0
  %t248 = load <8 x i1>, ptr %v18.0
  %t249 = xor <8 x i1> %t248, splat (i1 -1)
  %t250 = and <8 x i1> %t247, %t249
  store <8 x i1> %t250, ptr %v10.0
  br label %done238
done238:
  %t251 = load <8 x double>, ptr %v8.0
  %t252 = fmul <8 x double> %t251, %t251
  %t253 = load <8 x double>, ptr %v6.0
  %t254 = fadd <8 x double> %t252, %t253
  store <8 x double> %t254, ptr %v8.0
  %t255 = load <8 x i1>, ptr %v10.0
  %t256 = load <8 x i64>, ptr %v9.0
  %t257 = add <8 x i64> %t256, splat (i64 1)
  %t258 = select <8 x i1> %t255, <8 x i64> %t257, <8 x i64> %t256
  store <8 x i64> %t258, ptr %v9.0
  br label %next7
next7:
  %t259 = load i64, ptr %v16
  %t260 = add nsw i64 %t259, 1
  store i64 %t260, ptr %v16
  br label %head7
end7:
  %t261 = load <8 x i1>, ptr %v15.0
  %t262 = load <8 x i1>, ptr %v10.0
  %t263 = xor <8 x i1> %t262, splat (i1 -1)
  %t264 = and <8 x i1> %t261, %t263
  %t265 = bitcast <8 x i1> %t264 to i8
  %t266 = icmp ne i8 %t265, 0
  %t267 = xor i1 %t266, true
  store i1 %t267, ptr %v11
  br label %next5
end5:
  br label %end2
end2:
  %t268 = load <8 x i64>, ptr %v9.0
  %t269 = load i64, ptr %v5
  %t270 = add i64 %t269, 0
  %t271 = add i64 %t270, 0
  %t272 = load ptr, ptr %v2.data
  %t273 = getelementptr i64, ptr %t272, i64 %t271
  store <8 x i64> %t268, ptr %t273, align 8
  %t274 = load i64, ptr %v5
  %t275 = add i64 %t274, 8
  store i64 %t275, ptr %v5
  br label %next4
end4:
  %t276 = load i64, ptr %v5
  ret i64 %t276
fail:
  %t277 = load i64, ptr %exit_id
  switch i64 %t277, label %nowhere [ i64 5, label %exit5 ]
nowhere:
  unreachable
exit5:
  %t278 = load i64, ptr %s5
  ret i64 %t278
}

declare i64 @llvm.smax.i64(i64, i64) nounwind
declare i64 @llvm.smin.i64(i64, i64) nounwind
!0 = !{!"branch_weights", i32 100000, i32 1}
!1 = !{!"branch_weights", i32 1, i32 100000}
